/**
 * Looks for the processes of a project, by means of its own: what is tested shall not testify for itself.
 *
 * @module
 */

/** Pids of living processes with this home folder: the program, its provider, its checks, and all that they started. */
export function processesWith(home: string): readonly number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name))
    .filter((pid) => pid > 0 && environment(pid).includes(`HOME=${home}`));
}

function environment(pid: number): readonly string[] {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/environ`).split("\0");
  } catch (error) {
    // Gone meanwhile, or somebody else's.
    if (error instanceof Error) return [];
    throw error;
  }
}
