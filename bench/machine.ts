/**
 * Names the machine that was measured on, without its name.
 *
 * @module
 */

/** Processor, cores, memory, kernel. */
export async function machineText(): Promise<string> {
  const model = (await read("/proc/cpuinfo"))
    .match(/^model name\s*:\s*(.+)$/m)?.[1] ?? Deno.build.arch;
  const gib = Deno.systemMemoryInfo().total / 2 ** 30;
  return `${navigator.hardwareConcurrency} cores of ${model.trim()}, ${
    gib.toFixed(0)
  } GiB, ${Deno.build.os} ${Deno.osRelease()}`;
}

async function read(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
