/**
 * Waiting for a program that takes seconds to start, longer on a busy machine.
 *
 * @module
 */

import { assert } from "@std/assert";

const LIMIT_MS = 40_000;
const LOOK_MS = 20;

/** Waits until something holds. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let ms = 0; ms < LIMIT_MS && !holds(); ms += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  assert(holds(), "it did not come to pass");
}

/** Waits for a file with a pid in it. */
export async function pidIn(path: string): Promise<number> {
  await eventually(() => /^\d+\n/.test(textOf(path)));
  return parseInt(textOf(path));
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
