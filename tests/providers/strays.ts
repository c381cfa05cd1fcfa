/**
 * What a provider's tools leave behind and see.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { afterwards, agent } from "./agent.ts";
import { run } from "./model.ts";
import type { Scene } from "./stage.ts";

/** File with the pid of the stray process. */
export const strayFile = "stray";

/** A command that starts a process in a session of its own, whose parent is gone; its pid comes into a file of `dir`. */
export function strayCommand(dir: string): string {
  const file = join(dir, strayFile);
  const stray = `echo $$ >${file}.tmp; mv ${file}.tmp ${file}; ` +
    "exec tail -f /dev/null";
  return `(setsid sh -c '${stray}' >/dev/null 2>&1 &)`;
}

/**
 * Names of the variables that a tool sees in an iteration.
 *
 * A shell has loaded the person's file of secrets, so that `CLAUDE_TIMEOUT` and `MY_TIMEOUT` are in the environment.
 */
export async function toolEnvironment(
  { project, api, acts }: Scene,
): Promise<readonly string[]> {
  const file = join(project.dir, "tool-environment");
  const folder = join(project.home, ".config", "samocode");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    join(folder, ".env"),
    "GIT_BRANCH_PREFIX=ada\nCLAUDE_TIMEOUT=900\nMY_TIMEOUT=900\n",
  );
  api.use(afterwards(run(`env >${file}`), agent(acts)));
  const ran = await project.run(["run", "s", "--task", "Do it", "--once"], {
    env: { CLAUDE_TIMEOUT: "900", MY_TIMEOUT: "900" },
  });
  assertEquals(ran.code, 0, ran.err);
  return (await Deno.readTextFile(file)).split("\n")
    .map((line) => line.split("=", 1)[0] ?? "");
}
