/**
 * Rows of the journal in words.
 *
 * @module
 */

import { counted } from "./amounts.ts";
import { firstLine } from "./first_line.ts";
import { describeOutcome } from "./outcome.ts";
import type { Row, RowOf } from "./row.ts";
import type { Actor } from "./rows/person_rows.ts";
import { durationText } from "./timestamps.ts";

/** One line about a row; `null` for rows that say nothing beyond what others of its iteration do. */
export function rowWords(row: Row): string | null {
  switch (row.kind) {
    case "session-created":
      return `session made${row.task === null ? "" : `: ${row.task}`}`;
    case "taken-over":
      return `taken over in ${row.phase} after ${
        counted(row.iterations, "iteration")
      }`;
    case "worktree-ready": {
      const setup = row.setup === null
        ? ""
        : `, setup ended with ${row.setup.exitCode} after ${
          durationText(row.setup.durationMs)
        }`;
      return `worktree ready: ${row.workingDir}${setup}`;
    }
    case "run-started": {
      const modes = [
        ...(row.autoApprove ? ["--auto-approve"] : []),
        ...(row.acceptSuggestions ? ["--accept-suggestions"] : []),
      ];
      return [`run started: process ${row.pid}`, ...row.providers, ...modes]
        .join(", ");
    }
    case "run-stopped":
      return colon(`run stopped with ${row.code}, ${row.reason}`, row.text);
    case "attempt-ended":
      return attemptWords(row);
    case "signal-read":
      return row.reading.kind === "valid"
        ? null
        : `signal ${row.reading.kind}: ${row.reading.reason}`;
    case "check-ended":
      return `check ${row.name}: ${row.green ? "green" : "red"} after ${
        durationText(row.durationMs)
      }`;
    case "tests-compared":
      return row.skipped !== null
        ? `tests not compared: ${row.skipped}`
        : row.findings.length === 0
        ? "tests and checks are as they were"
        : `${counted(row.findings.length, "change")} of tests or checks found`;
    case "decided":
      if (row.refused) return colon(`refused by ${row.rule}`, row.text);
      return row.decision === "block"
        ? colon(`blocked by ${row.rule}`, row.text)
        : null;
    case "fields-restored":
      return `put back in the overview: ${
        row.fields.map(({ name, found, put }) =>
          `${name} (${found ?? "missing"} → ${put})`
        ).join(", ")
      }`;
    case "person-edit": {
      const what = row.phase === null ? "" : `: phase ${row.phase}`;
      const freed = row.unblocked ? ", unblocked" : "";
      return `${who(row)} edited the overview${what}${freed}`;
    }
    case "gate-waiting":
      return colon(`waits for ${spaced(row.reason)}`, row.text);
    case "gate-opened":
      return colon(`${spaced(row.reason)} by ${who(row)}`, row.note ?? "");
    case "gate-rejected":
      return colon(`${spaced(row.reason)} rejected by ${who(row)}`, row.text);
    case "lessons-applied":
      return `lessons applied by ${who(row)}: ${row.paths.join(", ")}`;
    case "limit-wait":
      return row.ended === null
        ? `limit of ${row.provider} (${row.window}) until ${row.until}`
        : `limit over: ${row.ended}`;
    case "request":
      if (row.verb === "answer") {
        const answers = row.text.split("\n").join("; ");
        return colon(`${row.verb} from ${who(row)}`, answers);
      }
      return colon(
        `${row.verb}${
          row.verb === "goto" && row.to !== null ? ` ${row.to}` : ""
        } from ${who(row)}`,
        row.text,
      );
    case "shipped":
      return colon(
        `${row.branch} pushed to ${row.remote} at ${row.head.slice(0, 7)} by ${
          who(row)
        }`,
        row.pullRequest ?? "",
      );
    default:
      return null;
  }
}

/** Words for a wait's reason, or for what is needed: `plan approval`. */
export function spaced(reason: string): string {
  return reason === "qa_answers"
    ? "answers to its questions"
    : reason.replaceAll("_", " ");
}

/** Words for what was done at a gate: `plan approval rejected`. */
export function gateWords(
  { reason, act }: {
    readonly reason: string;
    readonly act: "opened" | "rejected";
  },
): string {
  const given = reason === "qa_answers" && act === "opened";
  return `${spaced(reason)} ${given ? "given" : act}`;
}

function attemptWords(row: RowOf<"attempt-ended">): string | null {
  const parts = [
    ...(row.outcome.kind === "success" ? [] : [describeOutcome(row.outcome)]),
    ...(row.denials.length > 0
      ? [`not allowed: ${row.denials.join(", ")}`]
      : []),
    ...(row.kept === null ? [] : [`unfinished work kept as ${row.kept}`]),
    ...(row.swept > 0 ? [`${row.swept} processes left behind were ended`] : []),
  ];
  return parts.length === 0
    ? null
    : `attempt ${row.attempt}: ${parts.join("; ")}`;
}

function who({ by, channel }: Actor): string {
  return `${by} (${channel})`;
}

function colon(head: string, text: string): string {
  const line = firstLine(text);
  return line === "" ? head : `${head}: ${line}`;
}
