/**
 * Hands a notice to the person's own command.
 *
 * @module
 */

import { capture } from "./capture.ts";
import type { Notice } from "./host.ts";

const limitMs = 10_000;

/**
 * Runs a shell command with the notice as a JSON object (`about`, `session`, `text`, `next`) on standard input; 10 s at most.
 *
 * Never throws for a command that fails.
 *
 * @returns `null` when it went well, else why not.
 */
export async function runNotifyCommand(
  command: string,
  { notice, env, timeoutMs = limitMs }: {
    readonly notice: Notice;
    readonly env: Readonly<Record<string, string>>;
    readonly timeoutMs?: number;
  },
): Promise<string | null> {
  try {
    const { code, timedOut } = await capture("/bin/sh", ["-c", command], {
      cwd: "/",
      env,
      timeoutMs,
      stdin: `${JSON.stringify(notice)}\n`,
      maxBytes: 0,
    });
    if (timedOut) return `no end within ${timeoutMs / 1000} s`;
    return code === 0 ? null : `exit code ${code ?? "none"}`;
  } catch (error) {
    // Too many processes, too long a command: a notice is never worth a run.
    if (error instanceof Error) return error.name;
    throw error;
  }
}
