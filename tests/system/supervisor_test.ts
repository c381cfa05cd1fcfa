import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import type { Interrupt, StartSpec } from "../../lib/system/host.ts";
import {
  createSupervisor,
  type Supervisor,
} from "../../lib/system/supervisor.ts";
import { type Place, place, repository } from "./repository.ts";
import { lives, numberIn, survivors } from "./survivors.ts";

interface Stage extends Place {
  readonly host: Supervisor;
  readonly told: string[];
  readonly force: AbortController;
  readonly interrupt: (by: Interrupt) => void;
  spec(change?: Partial<StartSpec>): StartSpec;
}

/** A session, a working folder that is a repository, and a provider `shell` that runs its last argument. */
async function stage(act: (stage: Stage) => Promise<void>): Promise<void> {
  await place(async (its) => {
    const { folder } = its;
    Deno.mkdirSync(`${folder}/session`);
    repository(its, { below: "work" });
    const stop = new AbortController();
    const force = new AbortController();
    const told: string[] = [];
    let current: Interrupt | null = null;
    const host = createSupervisor({
      sessionDir: `${folder}/session`,
      workingDir: `${folder}/work`,
      programs: {
        shell: { file: "sh", args: ["-c"] },
        gone: { file: "/nowhere/program", args: [] },
      },
      environment: {
        PATH: "/usr/bin:/bin",
        d: folder,
        KEPT: "1",
        HIDDEN: "secret",
        TELEGRAM_BOT_TOKEN: "secret",
        SAMOCODE_X: "secret",
        CLAUDE_A: "dropped",
      },
      hiddenNames: ["HIDDEN"],
      checks: [{ name: "test", command: "env; pwd; exit 3" }],
      checkTimeoutMs: 10_000,
      telegram: null,
      notifyCommand: "cat >$d/notice",
      interrupts: {
        current: () => current,
        stop: stop.signal,
        force: force.signal,
        close: () => {},
      },
      tell: ({ text }) => told.push(text),
      live: (live) => told.push(live?.phase ?? "none"),
      clock,
      termGraceMs: 300,
    });
    const interrupt = (by: Interrupt) => {
      current = by;
      stop.abort();
    };
    const spec = (change = {}) => ({
      provider: "shell",
      args: ["env; pwd"],
      env: { SET: "1" },
      dropEnv: ["CLAUDE_*"],
      cwd: `${folder}/work`,
      mark: crypto.randomUUID(),
      stdin: null,
      stdout: `${folder}/session/out`,
      stderr: `${folder}/session/err`,
      polite: "SIGTERM" as const,
      ...change,
    });
    try {
      await act({ ...its, host, told, force, interrupt, spec });
    } finally {
      await host.close();
    }
  });
}

Deno.test("supervisor.start() runs a configured program with the person's environment less what is ours", () =>
  stage(async ({ host, spec, folder }) => {
    const its = spec();
    const { exited } = await host.start(its);
    assertEquals((await exited).code, 0);
    const out = Deno.readTextFileSync(`${folder}/session/out`).split("\n");
    for (
      const line of [
        "KEPT=1",
        "SET=1",
        `SAMOCODE_RUN=${its.mark}`,
        `${folder}/work`,
      ]
    ) {
      assert(out.includes(line), line);
    }
    assert(!/secret|dropped/.test(out.join()));
    assertEquals(await host.end(its.mark), { gone: true, swept: 0 });
  }));

Deno.test("supervisor.start() refuses unknown programs and paths that lead out", () =>
  stage(async ({ host, spec, folder }) => {
    Deno.symlinkSync(folder, `${folder}/session/out-of-it`);
    const refused = (change: Partial<StartSpec>, words: string) =>
      assertRejects(() => host.start(spec(change)), UserError, words);
    await refused({ provider: "other" }, "no such provider");
    await refused({ provider: "toString" }, "no such provider");
    await refused({ provider: "gone" }, "no executable file");
    await refused({ cwd: folder }, "leads out");
    await refused({ stdout: `${folder}/x` }, "leads out");
    await refused({ stderr: `${folder}/session/out-of-it/x` }, "leads out");
    await refused({ stdin: "/etc/passwd" }, "leads out");
    assertEquals([...Deno.readDirSync(`${folder}/session`)].length, 1);
  }));

Deno.test("supervisor.check() runs a configured check in the working folder, without secrets", () =>
  stage(async ({ host, folder }) => {
    const log = `${folder}/session/check`;
    const { exitCode, tail } = await host.check("test", log);
    assertEquals(exitCode, 3);
    assert(tail.includes("KEPT=1") && tail.endsWith(`${folder}/work\n`), tail);
    assert(!tail.includes("secret"));
    await assertRejects(() => host.check("other", log), UserError);
    await assertRejects(() => host.check("test", `${folder}/x`), UserError);
  }));

Deno.test("supervisor passes on what is told, and sends notices", () =>
  stage(async ({ host, told, folder }) => {
    host.tell({ event: "x", level: "info", text: "hello" });
    host.live(null);
    assertEquals(told, ["hello", "none"]);
    const notice = {
      about: "done",
      session: "s",
      text: "",
      next: null,
    } as const;
    assertEquals(await host.notify(notice), { sent: ["command"], failed: [] });
    assertEquals(JSON.parse(Deno.readTextFileSync(`${folder}/notice`)), notice);
  }));

Deno.test("supervisor tells git facts, keeps work, and knows free space", () =>
  stage(async ({ host, write }) => {
    assertEquals((await host.facts()).branch, "main");
    assertEquals(await host.keepWork("n"), null);
    write("work/new", "1\n");
    assertEquals(await host.keepWork("n"), { ref: "refs/samocode/wip/n" });
    const bytes = await host.freeBytes();
    assert(bytes !== null && bytes > 0);
  }));

Deno.test("supervisor tells an interrupt", () =>
  stage(({ host, interrupt }) => {
    assertEquals([host.interrupted(), host.stop.aborted], [null, false]);
    interrupt("hungUp");
    assertEquals([host.interrupted(), host.stop.aborted], ["hungUp", true]);
    return Promise.resolve();
  }));

Deno.test("supervisor kills what runs when it is forced", () =>
  stage(async ({ host, spec, folder, force }) => {
    const deaf =
      "trap '' TERM INT; echo $$ >$d/pid; while :; do sleep 0.02; done";
    const { exited } = await host.start(spec({ args: [deaf] }));
    await numberIn(`${folder}/pid`);
    force.abort();
    assertEquals((await exited).signal, "SIGKILL");
  }));

Deno.test("supervisor.close() leaves nothing behind", () =>
  stage(async ({ host, spec, folder }) => {
    const its = spec({ args: ["setsid sleep 60 & echo $! >$d/pid; sleep 60"] });
    await host.start(its);
    const escaped = await numberIn(`${folder}/pid`);
    await host.close();
    assertEquals([lives(escaped), survivors(its.mark)], [false, []]);
  }));
