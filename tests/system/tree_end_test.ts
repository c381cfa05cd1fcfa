import { assert, assertEquals, assertGreater } from "@std/assert";
import { systemClock } from "../../lib/system/clock.ts";
import { startTimeOf } from "../../lib/system/process_table.ts";
import { createTrees } from "../../lib/system/tree.ts";
import { scene } from "./scene.ts";
import { lives, members, numberIn, survivors, until } from "./survivors.ts";

const deaf =
  "trap '' TERM INT HUP; echo $$ >$d/ready; while :; do sleep 0.02; done";

Deno.test("trees.end() ends a program with TERM", () =>
  scene(async ({ sh, trees, folder }) => {
    const { mark, exited } = await sh(
      "trap 'exit 143' TERM; echo 1 >$d/ready; while :; do sleep 0.02; done",
    );
    await numberIn(`${folder}/ready`);
    assertEquals((await trees.end(mark)).gone, true);
    assertEquals(await exited, { code: 143, signal: null });
  }));

Deno.test("trees.end() sends the polite signal first, and TERM when that is not heard", () =>
  scene(async ({ sh, trees, folder }) => {
    const wait = "echo 1 >$d/ready; while :; do sleep 0.02; done";
    const polite = "SIGINT";
    const heard = await sh(`trap 'exit 7' INT; ${wait}`, { polite });
    await numberIn(`${folder}/ready`);
    await trees.end(heard.mark);
    assertEquals(await heard.exited, { code: 7, signal: null });
    Deno.removeSync(`${folder}/ready`);
    const deafToInt = await sh(`trap '' INT; trap 'exit 8' TERM; ${wait}`, {
      polite,
    });
    await numberIn(`${folder}/ready`);
    await trees.end(deafToInt.mark);
    assertEquals(await deafToInt.exited, { code: 8, signal: null });
  }));

Deno.test("trees.end() kills what is deaf, with its children", () =>
  scene(async ({ sh, trees, folder }) => {
    const { mark, exited, pid } = await sh(`(${deaf}) & ${deaf}`);
    await numberIn(`${folder}/ready`);
    assert((await trees.end(mark)).gone);
    assertEquals(await exited, { code: null, signal: "SIGKILL" });
    assertEquals(members(pid), []);
  }));

Deno.test("trees.end() wakes a stopped program, which could not hear TERM", () =>
  scene(async ({ sh, trees, folder }) => {
    const { mark, exited } = await sh("sleep 60 & echo $! >$d/child; exit 0");
    const child = await numberIn(`${folder}/child`);
    await exited;
    Deno.kill(child, "SIGSTOP");
    assertEquals(await trees.end(mark), { gone: true, swept: 1 });
    assert(!lives(child));
  }));

Deno.test("trees.end() ends a background child that holds the log, and keeps the program's exit code", () =>
  scene(async ({ sh, trees, folder, log }) => {
    const { mark, exited } = await sh(
      "(echo $$ >$d/ready; while :; do echo x; sleep 0.02; done) & exit 5",
    );
    await numberIn(`${folder}/ready`);
    assertEquals(await exited, { code: 5, signal: null });
    assertEquals((await trees.end(mark)).gone, true);
    assertEquals(survivors(mark), []);
    assertEquals(log().replaceAll("x\n", ""), "");
  }));

Deno.test("trees.end() finds by mark what has a session of its own", () =>
  scene(async ({ sh, trees, folder }) => {
    const { mark, exited } = await sh(
      `setsid sh -c "trap '' TERM HUP; setsid sleep 60 & echo \\$! >$d/deep; sleep 60; true" & exit 0`,
    );
    const deep = await numberIn(`${folder}/deep`);
    await exited;
    assertEquals(await trees.end(mark), { gone: true, swept: 3 });
    assert(!lives(deep));
  }));

Deno.test("trees.end() gets hold of processes that fork while it looks", () =>
  scene(async ({ sh, trees, folder }) => {
    // Every link of the chain lives for a moment only, in a session of its own.
    Deno.writeTextFileSync(
      `${folder}/chain`,
      "trap '' TERM; echo 1 >$d/ready; sleep 0.01; setsid sh $d/chain & exit 0",
    );
    const { mark, exited } = await sh("setsid sh $d/chain & exit 0");
    await exited;
    await numberIn(`${folder}/ready`);
    const { gone, swept } = await trees.end(mark);
    assert(gone);
    assertGreater(swept, 0);
  }));

Deno.test("trees.end() does nothing more when it is called again, or twice at once", () =>
  scene(async ({ sh, trees, folder }) => {
    const { mark } = await sh(
      "setsid sh -c 'echo 1 >$d/ready; exec sleep 60' & sleep 60",
    );
    await numberIn(`${folder}/ready`);
    const both = await Promise.all([trees.end(mark), trees.end(mark)]);
    assertEquals(both, [{ gone: true, swept: 1 }, { gone: true, swept: 1 }]);
    assertEquals(await trees.end(mark), { gone: true, swept: 0 });
  }));

Deno.test("trees.end() ends what an earlier run left, by its mark", () =>
  scene(async ({ sh, trees }) => {
    const { mark, exited } = await sh("setsid sleep 60 & sleep 60");
    await until(() => survivors(mark).length === 3);
    const later = createTrees({ clock: systemClock, graceMs: 300 });
    assertEquals(await later.end(mark), { gone: true, swept: 3 });
    assertEquals((await exited).signal, "SIGKILL");
    await later.close();
    await trees.end(mark);
  }));

Deno.test("trees.end() asks an earlier leader first when exactly this process lives, and never goes by the pid alone", () =>
  scene(async ({ sh, folder }) => {
    const { mark, exited, pid, startTime } = await sh(
      "trap 'exit 9' TERM; echo 1 >$d/ready; while :; do sleep 0.02; done",
    );
    await numberIn(`${folder}/ready`);
    const later = createTrees({ clock: systemClock, graceMs: 300 });
    const unknown = crypto.randomUUID();
    const wrong = { pid, startTime: `1${startTime}` };
    assertEquals(await later.end(unknown, wrong), { gone: true, swept: 0 });
    assert(lives(pid));
    assertEquals(await startTimeOf(pid), startTime);
    await later.end(mark, { pid, startTime });
    assertEquals(await exited, { code: 9, signal: null });
    await later.close();
  }));

Deno.test("trees.force() takes all grace away", () =>
  scene(async ({ sh, folder }) => {
    const trees = createTrees({ clock: systemClock, graceMs: 60_000 });
    const mark = crypto.randomUUID();
    const spec = {
      args: ["-c", deaf],
      env: { PATH: "/usr/bin:/bin", d: folder },
      cwd: folder,
    };
    const files = { stdin: null, stdout: `${folder}/o`, stderr: `${folder}/e` };
    const { exited } = await trees.start({
      file: "/bin/sh",
      ...spec,
      ...files,
      mark,
      polite: "SIGINT",
    });
    await numberIn(`${folder}/ready`);
    const ended = trees.end(mark);
    trees.force();
    assert((await ended).gone);
    assertEquals((await exited).signal, "SIGKILL");
    await trees.close();
    await (await sh("true")).exited;
  }));
