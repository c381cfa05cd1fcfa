/**
 * Runs the tests with the real programs; those that are not to be had are said, and their tests ignored.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import { install } from "./install.ts";
import { pathVariable } from "./real.ts";

const here = fromFileUrl(new URL(".", import.meta.url));
const programs = await Promise.all(
  (["claude", "codex"] as const).map(async (name) =>
    [name, await install(name)] as const
  ),
);
for (const [name, installed] of programs) {
  console.log(
    installed === null
      ? `${name}: not to be had, its tests are IGNORED`
      : `${name} ${installed.version}: ${installed.program}`,
  );
}
const proofs = [...Deno.readDirSync(here)].map(({ name }) => name)
  .filter((name) => name.endsWith("_proof.ts")).sort();
const { code } = await new Deno.Command(Deno.execPath(), {
  args: [
    ...["run", "-A", join(here, "..", "run.ts")],
    ...Deno.args,
    ...proofs.map((name) => join(here, name)),
  ],
  env: {
    // Most of the time is spent waiting, so more of them than processors can run at once.
    DENO_JOBS: "4",
    ...Object.fromEntries(
      programs.map(([name, installed]) => [
        pathVariable(name),
        installed?.program ?? "",
      ]),
    ),
  },
}).spawn().status;
Deno.exit(code);
