/**
 * The person's own `config.yaml` in the home of a project.
 *
 * @module
 */

import { join } from "@std/path";
import type { Project } from "./harness.ts";

/** Writes it; `version: 1` comes first by itself. */
export async function writeUserConfig(
  { home }: Project,
  text: string,
): Promise<void> {
  const folder = join(home, ".config", "samocode");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "config.yaml"), `version: 1\n${text}`);
}
