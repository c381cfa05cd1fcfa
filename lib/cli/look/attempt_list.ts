/**
 * Which log belongs to which iteration.
 *
 * @module
 */

import { join } from "@std/path";
import type { SessionPaths } from "../../session/paths.ts";
import { listFolder, lstatOrNull } from "../../system/files.ts";
import { describeOutcome } from "../../workflow/outcome.ts";
import type { Row } from "../../workflow/row.ts";
import { durationText } from "../../workflow/timestamps.ts";

/** An attempt and its log. */
export interface LoggedAttempt {
  readonly iteration: number;
  readonly phase: string;
  /** Number, kind, provider and model, for a heading. */
  readonly title: string;
  /** `null`: nobody noted it, which is so in sessions of the predecessor. */
  readonly provider: string | null;
  /** Name of the log in `_logs/`. */
  readonly log: string;
  /** How it ended, in words; `null` while it runs. */
  readonly ended: string | null;
}

/** Attempts as the journal tells them. */
export interface AttemptList {
  /** Takes the next row. */
  take(row: Row): void;
  /** In the order of their starts. */
  readonly attempts: readonly LoggedAttempt[];
}

/** Starts a list without attempts. */
export function attemptList(): AttemptList {
  const attempts: LoggedAttempt[] = [];
  let phase = "?";
  return {
    attempts,
    take(row) {
      if (row.kind === "iteration-started") phase = row.phase;
      if (row.kind === "attempt-started") {
        const { iteration, attempt, type, provider, model, log } = row;
        const kind = type === "first" ? "" : ` (${type})`;
        const title = [`attempt ${attempt}${kind}`, provider, model ?? ""]
          .filter((word) => word !== "").join(" · ");
        attempts.push({ iteration, phase, title, provider, log, ended: null });
      }
      const last = attempts.at(-1);
      if (row.kind === "attempt-ended" && last !== undefined) {
        const ended = `${describeOutcome(row.outcome)} after ${
          durationText(row.durationMs)
        }`;
        attempts[attempts.length - 1] = { ...last, ended };
      }
    },
  };
}

/** Logs of a session without a journal, by their names; the oldest first. */
export function namedLogs(paths: SessionPaths): readonly LoggedAttempt[] {
  const found = listFolder(paths.logs).flatMap(({ name }) => {
    const [, number, phase] =
      name.match(/^\d\d-\d\d-\d{4}-(\d{3,})-(.+)\.jsonl$/) ?? [];
    if (number === undefined || phase === undefined) return [];
    const ms = lstatOrNull(join(paths.logs, name))?.mtime?.getTime() ?? 0;
    const attempt: LoggedAttempt = {
      iteration: Number(number),
      phase,
      title: name,
      provider: null,
      log: name,
      ended: null,
    };
    return [{ attempt, ms }];
  });
  return found.sort((a, b) => a.ms - b.ms).map(({ attempt }) => attempt);
}
