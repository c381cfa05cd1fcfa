/**
 * Failures of the operating system, told apart from mistakes of our own.
 *
 * @module
 */

/** Whether the system refused something: no right, no space, something else in the way. */
export function isSystemError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (Object.values(Deno.errors).some((one) => error instanceof one)) {
    return true;
  }
  // Rare ones have no class, only the system's own word: "ENOSPC".
  return "code" in error && typeof error.code === "string" &&
    /^E[A-Z0-9]+$/.test(error.code);
}
