/**
 * Failures of the system that are nobody's bug.
 *
 * @module
 */

import { UserError } from "../errors.ts";

/** What a person can do, by the system's name of the failure. */
const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: "free some space and run again",
  EDQUOT: "free some space and run again",
  EROFS: "make the file system writable and run again",
  EACCES: "make it readable and writable for you and run again",
  EPERM: "make it readable and writable for you and run again",
  EIO: "look at the health of the disk",
  EMFILE: "raise the limit of open files (ulimit -n)",
  ENFILE: "close some programs and run again",
};

/**
 * The error for a person, where a disk is full, broken or not to be written to, or a limit of the system is reached.
 *
 * @returns `null`: it is another failure.
 */
export function asDiskError(error: unknown): UserError | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const code = String(error.code);
  if (!Object.hasOwn(HINTS, code)) return null;
  return new UserError(`Cannot go on: ${error.message}`, {
    cause: error,
    hint: HINTS[code]!,
  });
}
