/**
 * A run that starts a tree and waits to be killed: `FOLDER TABLE MARK SCRIPT`.
 *
 * @module
 */

import { systemClock } from "../../lib/system/clock.ts";
import type { ProcessTable } from "../../lib/system/process_table.ts";
import { createTrees } from "../../lib/system/tree.ts";

const [folder = "", table = "proc", mark = "", script = ""] = Deno.args;
const trees = createTrees({
  clock: systemClock,
  graceMs: 300,
  table: table as ProcessTable,
});
const other = await trees.start(spec("exit 0", crypto.randomUUID()));
await other.exited;
const { exited } = await trees.start(spec(script, mark));
await exited;

function spec(script: string, mark: string) {
  return {
    file: "/bin/sh",
    args: ["-c", script],
    env: { PATH: "/usr/bin:/bin", d: folder },
    cwd: folder,
    stdin: null,
    stdout: `${folder}/out`,
    stderr: `${folder}/err`,
    mark,
    polite: "SIGTERM" as const,
  };
}
