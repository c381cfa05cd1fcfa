/**
 * Temporary folders.
 *
 * @module
 */

/** Makes an empty folder of our own; nobody removes it. */
export function temporaryFolder(prefix: string): string {
  return Deno.realPathSync(Deno.makeTempDirSync({ prefix }));
}
