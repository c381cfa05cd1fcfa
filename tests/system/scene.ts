/**
 * A folder and trees for one test; nothing of both is left afterwards.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { systemClock } from "../../lib/system/clock.ts";
import type { Started } from "../../lib/system/host.ts";
import type { ProcessTable } from "../../lib/system/process_table.ts";
import {
  createTrees,
  type Trees,
  type TreeSpec,
} from "../../lib/system/tree.ts";
import { survivors } from "./survivors.ts";

/** What a test works with. */
export interface Scene {
  readonly folder: string;
  readonly trees: Trees;
  /** Runs a shell script as the program of a tree; `$d` is the folder. */
  sh(
    script: string,
    options?: Partial<TreeSpec>,
  ): Promise<Started & { readonly mark: string }>;
  /** What the program wrote to its log. */
  log(): string;
}

/** Plays a scene with 300 ms between TERM and KILL, and 200 ms before TERM. */
export async function scene(
  play: (scene: Scene) => Promise<void>,
  table: ProcessTable = "proc",
): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  const trees = createTrees({
    clock: systemClock,
    graceMs: 300,
    politeMs: 200,
    table,
  });
  const marks: string[] = [];
  try {
    await play({
      folder,
      trees,
      async sh(script, options = {}) {
        const mark = options.mark ?? crypto.randomUUID();
        marks.push(mark);
        const started = await trees.start({
          file: "/bin/sh",
          args: ["-c", script],
          env: { PATH: "/usr/bin:/bin", d: folder },
          cwd: folder,
          stdin: null,
          stdout: `${folder}/out`,
          stderr: `${folder}/err`,
          polite: "SIGTERM",
          ...options,
          mark,
        });
        return { ...started, mark };
      },
      log: () => Deno.readTextFileSync(`${folder}/out`),
    });
  } finally {
    await trees.close();
    Deno.removeSync(folder, { recursive: true });
  }
  for (const mark of marks) assertEquals(survivors(mark), []);
}
