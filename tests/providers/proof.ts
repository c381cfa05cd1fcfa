/**
 * Registers a test with a real program.
 *
 * @module
 */

import type { Installed } from "./install.ts";
import { type Scene, type SceneOptions, withProgram } from "./stage.ts";

/** A test with a program; without one it is counted as ignored. */
export function proof(
  installed: Installed | null,
  name: string,
  test: (scene: Scene) => Promise<void>,
  options: SceneOptions = {},
): void {
  Deno.test({
    name,
    ignore: installed === null,
    async fn() {
      if (installed !== null) await withProgram(installed, options, test);
    },
  });
}
