import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { processAlive, startTimeOf } from "../../lib/system/process_table.ts";
import { scene } from "./scene.ts";
import { until } from "./survivors.ts";

Deno.test("trees.start() makes the log the program's own output, appended, for its owner only", () =>
  scene(async ({ sh, log, folder, trees }) => {
    Deno.writeTextFileSync(`${folder}/out`, "before\n", { mode: 0o600 });
    const { exited, mark } = await sh("echo out; echo err >&2; exit 3");
    assertEquals(await exited, { code: 3, signal: null });
    assertEquals(log(), "before\nout\n");
    assertEquals(Deno.readTextFileSync(`${folder}/err`), "err\n");
    assertEquals(Deno.statSync(`${folder}/err`).mode! & 0o777, 0o600);
    assertEquals(await trees.end(mark), { gone: true, swept: 0 });
  }));

Deno.test("trees.start() gives the prompt file on standard input, and nothing without one", () =>
  scene(async ({ sh, log, folder }) => {
    Deno.writeTextFileSync(`${folder}/prompt`, "line 1\nno newline");
    await (await sh("cat", { stdin: `${folder}/prompt` })).exited;
    assertEquals(log(), "line 1\nno newline");
    await (await sh("cat; echo end")).exited;
    assertEquals(log(), "line 1\nno newlineend\n");
  }));

Deno.test("trees.start() makes a session and group of its own, in the folder, with exactly the environment", () =>
  scene(async ({ sh, log, folder }) => {
    const { pid, mark, exited } = await sh("", {
      file: "/usr/bin/env",
      args: ["sh", "-c", "cat /proc/$$/stat; tr '\\0' '\\n' </proc/$$/environ"],
      env: { PATH: "/usr/bin:/bin", A: "1 2", "odd.name": "x y", s: "mine" },
    });
    await exited;
    const [stat, ...environ] = log().trim().split("\n");
    const [, , group, session] = stat!.split(") ").at(-1)!.split(" ");
    assertEquals([Number(group), Number(session)], [pid, pid]);
    assertEquals(
      environ.filter((entry) => !/^(_|OLDPWD|SHLVL)=/.test(entry)).sort(),
      [
        "A=1 2",
        "PATH=/usr/bin:/bin",
        `PWD=${folder}`,
        `SAMOCODE_RUN=${mark}`,
        "odd.name=x y",
        "s=mine",
      ],
    );
  }));

Deno.test("trees.start() tells a start time that names the process for ever", () =>
  scene(async ({ sh, trees }) => {
    const { pid, startTime, mark } = await sh("exec sleep 60");
    assertEquals(await startTimeOf(pid), startTime);
    assert(await processAlive(pid, startTime));
    assert(!await processAlive(pid, `1${startTime}`));
    assert(!await processAlive(pid, ""));
    await trees.end(mark);
    assert(!await processAlive(pid, startTime));
  }));

Deno.test("startTimeOf() is not fooled by a name with brackets and newlines", () =>
  scene(async ({ sh, trees }) => {
    const name = "a) Z 1 (\nb";
    const { pid, startTime, mark } = await sh(
      `printf '%s' '${name}' >/proc/$$/comm; sleep 60; true`,
    );
    await until(() =>
      Deno.readTextFileSync(`/proc/${pid}/comm`) === `${name}\n`
    );
    assertEquals(await startTimeOf(pid), startTime);
    assertEquals(await trees.end(mark), { gone: true, swept: 0 });
  }));

Deno.test("trees.start() refuses files that are no files, and a folder that is not there", () =>
  scene(async ({ sh, folder }) => {
    await fifo(`${folder}/pipe`);
    const pipe = { stdin: `${folder}/pipe` };
    await assertRejects(() => sh("cat", pipe), UserError, "no regular file");
    await assertRejects(
      () => sh("", { stdout: `${folder}/pipe` }),
      UserError,
      "no regular file",
    );
    await assertRejects(
      () => sh("", { stderr: `${folder}/none/err` }),
      UserError,
      "Cannot write",
    );
    await assertRejects(
      () => sh("", { cwd: `${folder}/none` }),
      UserError,
      "Cannot start",
    );
    await assertRejects(() => sh("", { mark: "" }), UserError, "mark");
  }));

async function fifo(path: string): Promise<string> {
  await new Deno.Command("mkfifo", { args: [path] }).output();
  return path;
}
