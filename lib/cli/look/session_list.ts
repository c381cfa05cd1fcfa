/**
 * The sessions of a project at a glance: cheap enough for a thousand of them.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import type { Config } from "../../config/config.ts";
import { listSessions } from "../../session/resolve.ts";
import type { Terminal } from "../../system/terminal.ts";
import type { Spending } from "../../workflow/spending.ts";
import {
  needsPerson,
  type Standing,
  standing,
} from "../../workflow/standing.ts";
import type { Moment } from "../../workflow/timestamps.ts";
import { gather } from "./gather.ts";
import { commandLines } from "./place.ts";
import { workflowOf } from "./workflow_of.ts";

/** A session at a glance. */
export interface ListedSession {
  /** Name of its folder. */
  readonly name: string;
  readonly folder: string;
  /** Folder of its project. */
  readonly project: string;
  readonly phase: string | null;
  readonly iteration: number;
  readonly standing: Standing;
  readonly needsPerson: boolean;
  readonly spending: Spending;
  /** Last change, epoch ms; `null`: unknown. */
  readonly changedMs: number | null;
  readonly errors: readonly string[];
}

/** Looks at every session of a project; neither git nor another program is started. */
export async function projectSessions(
  config: Config,
  { terminal, now }: { readonly terminal: Terminal; readonly now: Moment },
): Promise<readonly ListedSession[]> {
  const workflow = workflowOf(config);
  const command = commandLines({ terminal, config });
  const sessions: ListedSession[] = [];
  for (const name of listSessions(config.sessions)) {
    const folder = join(config.sessions, name);
    const found = await gather(folder, {
      now,
      workflow,
      thorough: null,
      glance: true,
    });
    const { state } = found.evidence;
    const stands = standing(found.evidence, command(name));
    sessions.push({
      name,
      folder,
      project: dirname(config.file),
      phase: state.phase,
      iteration: state.iteration,
      standing: stands,
      needsPerson: needsPerson(stands),
      spending: state.spending,
      changedMs: found.changedMs,
      errors: found.errors,
    });
  }
  return sessions;
}

/** Those that need a person first, then those that run, then the others; the newest first. */
export function inOrder(
  sessions: readonly ListedSession[],
): readonly ListedSession[] {
  const rank = (session: ListedSession) => {
    if (session.needsPerson) return 0;
    return session.standing.kind === "running" ? 1 : 2;
  };
  return [...sessions].sort((a, b) =>
    rank(a) - rank(b) || (b.changedMs ?? 0) - (a.changedMs ?? 0)
  );
}
