/**
 * Why a run ended, and with which exit code.
 *
 * @module
 */

/** Why a run ended; one exit code each, see {@linkcode stopCode}. */
export type StopReason =
  | "done"
  | "requested"
  | "waiting"
  | "blocked"
  | "failed"
  | "limit"
  | "interrupted"
  | "terminated"
  | "hungUp";

/** Exit code of `run` for a stop reason. */
export function stopCode(reason: StopReason): number {
  const codes: Record<StopReason, number> = {
    done: 0,
    requested: 0,
    failed: 1,
    waiting: 4,
    blocked: 5,
    limit: 6,
    hungUp: 129,
    interrupted: 130,
    terminated: 143,
  };
  return codes[reason];
}
