import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { basename, join } from "@std/path";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { lives, until } from "../system/survivors.ts";
import type { MadeProject } from "./made_session.ts";
import {
  type Called,
  ended,
  endRun,
  holdLease,
  inRepository,
  program,
  programEnvironment,
  programWords,
  rowsOf,
  startIn,
  untilRow,
} from "./program.ts";

/** The only session of a project. */
function onlySession({ sessions }: MadeProject): SessionPaths {
  const names = [...Deno.readDirSync(sessions)].map(({ name }) => name);
  assertEquals(names.length, 1);
  return sessionPaths(join(sessions, names[0]!));
}

/** Pid of the run that a call started. */
function pidOf({ out }: Called): number {
  return Number(/^Process: (\d+)$/m.exec(out)![1]);
}

Deno.test("run --detach returns when the run has begun, and leaves nothing of it on our pipes", () =>
  inRepository(async (project) => {
    const task = "Greet people";
    const called = await program(project, "run", "-d", "--task", task);
    assertEquals(called.err, "");
    assertEquals(called.code, 0);
    assert(lives(pidOf(called)));
    const paths = onlySession(project);
    const name = basename(paths.folder);
    assertEquals(called.out.split("\n"), [
      `Session: ${name}`,
      `Process: ${pidOf(called)}`,
      `samocode: started next: samocode wait ${name} --since 1`,
      "",
    ]);
    const wait = ["wait", name, "--since", "1", "--until", "gate"];
    const waited = await program(project, ...wait);
    assertEquals(waited.code, 10);
    assertStringIncludes(waited.last, "samocode: waiting cursor=");
    assert(lives(pidOf(called)));
    await endRun(paths);
    const last = await program(project, "wait", name);
    assertEquals(last.code, 4);
    assertEquals(rowsOf(paths).at(-1)?.kind, "run-stopped");
  }));

for (const signal of ["SIGHUP", "SIGKILL"] as const) {
  Deno.test(`run --detach outlives a ${signal} to the group that it was started in, and goes on at a gate by itself`, () =>
    inRepository(async (project) => {
      const script = '"$@" >out 2>&1; sleep 60';
      const call = ["run", "auth", "--detach", "--task", "Greet"];
      const words = ["/bin/sh", "-c", script, "sh", ...programWords, ...call];
      const quiet = { stdout: "null", stderr: "null" } as const;
      const shell = startIn(project, words, { detached: true, ...quiet });
      const out = join(project.repo, "out");
      await until(() => textOf(out).includes("samocode: started"));
      Deno.kill(-shell.pid, signal);
      await shell.status;
      const paths = onlySession(project);
      await untilRow(paths, "gate-waiting");
      const questions = textOf(paths.qa);
      Deno.writeTextFileSync(paths.qa, questions.replaceAll("_waiting_", "A"));
      await until(() => gates(paths).includes("plan_approval"));
      assertEquals(gates(paths), ["qa_answers", "plan_approval"]);
    }));
}

Deno.test("run --detach tells what the run says when it cannot begin", () =>
  inRepository(async (project) => {
    const paths = await project.session("auth");
    const lease = await holdLease(paths);
    Deno.writeTextFileSync(
      paths.log,
      "2026-01-15T14:30:00.000+01:00 INFO  Old\n",
    );
    const { code, out, err } = await program(project, "run", "auth", "-d");
    lease.release();
    assertEquals(code, 3);
    assertEquals(out, "");
    assertEquals(err.split("\n"), [
      `samocode: Cannot run "auth": process ${Deno.pid} on "elsewhere" runs it since 01-15 14:30`,
      "  try: samocode status auth",
      "",
    ]);
  }));

Deno.test("run --detach tells what goes wrong in the preparation", () =>
  inRepository(async (project) => {
    const name = "26-01-15-auth";
    Deno.writeTextFileSync(join(project.worktrees, name), "in the way");
    const call = ["run", name, "-d", "--task", "Greet"];
    const { code, out, err } = await program(project, ...call);
    assertEquals(out, "");
    assertStringIncludes(err, "samocode: Cannot ");
    assertStringIncludes(err, join(project.worktrees, name));
    assert(code === 1 || code === 5, `${code}`);
    const { last } = await program(project, "wait", name);
    assertStringIncludes(last, "samocode: stopped cursor=1 next: samocode run");
  }));

Deno.test("run --detach takes a task of many lines from standard input, and keeps no copy", () =>
  inRepository(async (project) => {
    const task = "--first line\n\nkey=value\n";
    const words = [...programWords, "run", "auth", "-d", "--task", "-"];
    const temporary = await Deno.makeTempDir({ dir: project.home });
    const env = { ...programEnvironment(project), TMPDIR: temporary };
    const child = startIn(project, words, { env, stdin: "piped" });
    const input = child.stdin.getWriter();
    await input.write(new TextEncoder().encode(task));
    await input.close();
    assertEquals((await ended(child)).code, 0);
    const created = rowsOf(onlySession(project))[0]!;
    assert(created.kind === "session-created");
    assertEquals(created.task, task.trim());
    const left = [...Deno.readDirSync(temporary)].map(({ name }) => name);
    assertEquals(left.filter((one) => one.startsWith("samocode-task-")), []);
  }));

Deno.test("run --detach hands its flags on as they were given", () =>
  inRepository(async (project) => {
    const flags = [
      "--task",
      "-x\ny=z",
      "--until",
      "requirements",
      "--max-hours=2",
    ];
    const { code } = await program(project, "run", "auth", "-d", ...flags);
    assertEquals(code, 0);
    const paths = onlySession(project);
    await untilRow(paths, "run-stopped");
    const rows = rowsOf(paths);
    assertEquals(
      rows.flatMap((row) => row.kind === "session-created" ? [row.task] : []),
      ["-x\ny=z"],
    );
    assertEquals(
      rows.flatMap((row) =>
        row.kind === "run-started" ? [row.limits.maxHours, row.stay] : []
      ),
      [2, true],
    );
    assertEquals(
      rows.flatMap((row) =>
        row.kind === "run-stopped" ? [row.reason, row.text] : []
      ),
      ["requested", 'Phase "requirements" is reached'],
    );
  }));

Deno.test("run --detach refuses what only somebody who looks can use", () =>
  inRepository(async (project) => {
    for (const flag of ["--json", "--dry-run", "--print-prompt"]) {
      const call = ["run", "auth", "--task", "Greet", "-d", flag];
      const { code, err } = await program(project, ...call);
      assertEquals(code, 2);
      assertStringIncludes(err, `Cannot detach with "${flag}"`);
    }
    assertEquals([...Deno.readDirSync(project.sessions)], []);
  }));

/** What a session waited for, in order. */
function gates(paths: SessionPaths): readonly string[] {
  return rowsOf(paths).flatMap((row) =>
    row.kind === "gate-waiting" ? [row.reason] : []
  );
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
