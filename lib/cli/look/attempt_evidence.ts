/**
 * Looks at the output of an attempt that runs: its newest tool call, and for how long it has been silent.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../../errors.ts";
import type { Adapter } from "../../provider/adapter.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { lstatOrNull } from "../../system/files.ts";
import { openLogTail } from "../../system/log_tail.ts";
import { inside } from "../../system/scope.ts";
import type { RowOf } from "../../workflow/row.ts";
import type { Evidence } from "../../workflow/standing.ts";
import type { Moment } from "../../workflow/timestamps.ts";
import type { FindAdapter } from "../adapter_finder.ts";

/** So much of the end of a log is read. */
const LAST_BYTES = 256 << 10;

/** Looks at the log of an attempt; what cannot be read becomes one of the `errors`. */
export function lookAtAttempt(
  paths: SessionPaths,
  { attempt, adapter, now, errors }: {
    readonly attempt: RowOf<"attempt-started">;
    readonly adapter: FindAdapter;
    readonly now: Moment;
    readonly errors: string[];
  },
): Pick<Evidence, "tool" | "silentMs"> {
  try {
    const path = inside(paths.folder, join(paths.logs, attempt.log));
    const info = lstatOrNull(path);
    if (info === null) return { tool: null, silentMs: null };
    const written = info.mtime?.getTime() ?? now.atMs;
    const tool = newestTool(path, adapter(attempt.provider));
    return { tool, silentMs: Math.max(0, now.atMs - written) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    errors.push(error.message);
    return { tool: null, silentMs: null };
  }
}

function newestTool(path: string, adapter: Adapter | null): string | null {
  if (adapter === null) return null;
  let tool: string | null = null;
  const tail = openLogTail(path, {
    wants: (head) => adapter.wants(head, "run"),
    onLine: (line) => {
      for (const event of adapter.events(line)) {
        if (event.kind === "tool") {
          tool = `${event.name} ${event.target}`.trim();
        }
      }
    },
  }, { lastBytes: LAST_BYTES });
  try {
    tail.finish();
  } finally {
    tail.close();
  }
  return tool;
}
