/**
 * Writing to a child that may be gone.
 *
 * @module
 */

/**
 * Does something with a pipe to a child; that nobody reads it any more is fine, since the child's end is heard of elsewhere.
 *
 * @returns Whether somebody read it.
 */
export async function unlessBroken(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    // A TypeError tells that the pipe broke before this call.
    if (
      error instanceof Deno.errors.BrokenPipe || error instanceof TypeError
    ) return false;
    throw error;
  }
}
