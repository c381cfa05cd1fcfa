import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { UserError } from "../../lib/errors.ts";
import { sha256 } from "../../lib/system/files.ts";
import { runShell, type ShellOptions } from "../../lib/system/run_command.ts";
import { type Scene, scene } from "./scene.ts";
import { lives, numberIn } from "./survivors.ts";

function run(
  { trees, folder }: Scene,
  { command, ...rest }: { readonly command: string } & Partial<ShellOptions>,
) {
  return runShell(command, {
    trees,
    clock,
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", d: folder },
    log: `${folder}/check`,
    timeoutMs: 10_000,
    ...rest,
  });
}

Deno.test("runShell() tells exit code, time and output, both streams in one log", () =>
  scene(async (its) => {
    Deno.writeTextFileSync(`${its.folder}/check`, "from before");
    const result = await run(its, {
      command: "echo out; echo err >&2; exit 4",
    });
    const text = "out\nerr\n";
    assertEquals(Deno.readTextFileSync(`${its.folder}/check`), text);
    const { durationMs, ...rest } = result;
    assertEquals(rest, {
      exitCode: 4,
      timedOut: false,
      logHash: await sha256(text),
      tail: text,
    });
    assert(durationMs >= 0);
  }));

Deno.test("runShell() tells the last 8 KiB only", () =>
  scene(async (its) => {
    const { tail } = await run(its, { command: "seq 1 100000" });
    assertEquals(tail.length, 8192);
    assert(tail.endsWith("99999\n100000\n"));
  }));

Deno.test("runShell() ends a command at its limit, with what it started", () =>
  scene(async (its) => {
    const result = await run(its, {
      command: "setsid sleep 60 & echo $! >$d/child; echo begun; sleep 60",
      timeoutMs: 250,
    });
    assertEquals([result.exitCode, result.timedOut], [null, true]);
    assertMatch(result.tail, /^begun\n\n\[ended: no end within 0.25 s\]\n$/);
    assert(!lives(await numberIn(`${its.folder}/child`)));
  }));

Deno.test("runShell() ends a server that the command left behind", () =>
  scene(async (its) => {
    const result = await run(its, {
      command: "sleep 60 & echo $! >$d/child; exit 0",
    });
    assertEquals([result.exitCode, result.timedOut], [0, false]);
    assert(!lives(await numberIn(`${its.folder}/child`)));
  }));

Deno.test("runShell() ends a command that fills the disk", () =>
  scene(async (its) => {
    const result = await run(its, { command: "yes", maxLogBytes: 1 << 20 });
    assertEquals([result.exitCode, result.timedOut], [null, false]);
    assertEquals(Deno.statSync(`${its.folder}/check`).size, 1 << 20);
    assertMatch(result.tail, /more than 1048576 bytes of output/);
  }));

Deno.test("runShell() ends a command when the run is interrupted", () =>
  scene(async (its) => {
    const stop = new AbortController();
    const running = run(its, { command: "sleep 60", stop: stop.signal });
    stop.abort();
    const result = await running;
    assertEquals([result.exitCode, result.timedOut], [null, false]);
  }));

Deno.test("runShell() writes to no pipe that somebody laid", () =>
  scene(async (its) => {
    const log = `${its.folder}/pipe`;
    await new Deno.Command("mkfifo", { args: [log] }).output();
    await assertRejects(() => run(its, { command: "true", log }), UserError);
  }));
