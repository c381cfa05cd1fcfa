import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import type { NewRow } from "../../lib/workflow/row.ts";
import { lives, until } from "../system/survivors.ts";
import { decided, prepared, runStarted } from "../workflow/fixture.ts";
import { appendRows, inProject, plainOverview } from "./made_session.ts";
import { ended, holdLease, program, programWords, startIn } from "./program.ts";

const begun: readonly NewRow[] = [...prepared, runStarted];
const change = decided("investigation", "requirements");
const gate: NewRow = {
  kind: "gate-waiting",
  reason: "plan_approval",
  to: "implementation",
  plan: "plan.md",
  planHash: "c0ffee",
  text: "Two phases",
  overview: "",
};

function stopped(reason: "waiting" | "limit", code: number): NewRow {
  const rest = { text: "", next: null, overview: null };
  return { kind: "run-stopped", reason, code, ...rest };
}

Deno.test("wait tells at once what a session without a run waits for", () =>
  inProject(async (project) => {
    const rows = [...begun, gate, stopped("waiting", 4)];
    await project.session("auth", { rows });
    const { code, out, last } = await program(project, "wait", "auth");
    assertEquals(code, 4);
    assertEquals(
      last,
      "samocode: waiting cursor=5 next: samocode approve auth --run",
    );
    assertStringIncludes(out, "Samocode Progress");
    assertStringIncludes(out, "State: waiting: plan approval");
  }));

Deno.test("wait tells that a run was killed", () =>
  inProject(async (project) => {
    await project.session("auth", { rows: begun });
    const { code, last } = await program(project, "wait", "--until", "done");
    assertEquals(code, 1);
    assertEquals(last, "samocode: stopped cursor=3 next: samocode run auth");
  }));

Deno.test("wait returns when a run decides, with the cursor of the next call", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    const lease = await holdLease(paths);
    const words = [...programWords, "wait", "auth", "--since", "3"];
    const waiting = ended(startIn(project, words));
    await appendRows(paths, { rows: [change] });
    const { code, last } = await waiting;
    lease.release();
    assertEquals(code, 10);
    assertEquals(
      last,
      "samocode: change cursor=4 next: samocode wait auth --since 4",
    );
  }));

Deno.test("wait --until gate passes over decisions and tells of a gate that a run stays at", () =>
  inProject(async (project) => {
    const stays: NewRow = { ...runStarted, stay: true } as NewRow;
    const paths = await project.session("auth", { rows: [...prepared, stays] });
    const lease = await holdLease(paths);
    const words = [...programWords, "wait", "--until", "gate", "--since", "3"];
    const waiting = ended(startIn(project, words));
    await appendRows(paths, { rows: [change, gate] });
    const { code, last } = await waiting;
    lease.release();
    assertEquals(code, 10);
    assertEquals(
      last,
      "samocode: waiting cursor=5 next: samocode approve auth",
    );
  }));

Deno.test("wait --until done returns the exit code of the run when it has let go of the session", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    const lease = await holdLease(paths);
    const words = [...programWords, "wait", "auth", "--until", "done"];
    const waiting = ended(startIn(project, words));
    await appendRows(paths, { rows: [change, stopped("limit", 6)] });
    lease.release();
    const { code, last } = await waiting;
    assertEquals(code, 6);
    assertEquals(last, "samocode: stopped cursor=5 next: samocode run auth");
  }));

Deno.test("wait ends when its time is up, and repeats its flags in the next call", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    const lease = await holdLease(paths);
    const flags = ["--until", "done", "--timeout", "0"];
    const { code, last } = await program(project, "wait", "auth", ...flags);
    lease.release();
    assertEquals(code, 124);
    assertEquals(
      last,
      "samocode: timeout cursor=3 next: samocode wait auth --since 3 --until done --timeout 0",
    );
  }));

Deno.test("wait ends when the program that started it is gone", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    const lease = await holdLease(paths);
    const script = '"$@" >/dev/null 2>err & echo $! >pid; sleep 60';
    const words = ["/bin/sh", "-c", script, "sh", ...programWords];
    const shell = startIn(project, [...words, "wait"], {
      detached: true,
      stdout: "null",
      stderr: "null",
    });
    const text = (name: string) => textOf(join(project.repo, name));
    // It says which session it found, and begins to wait.
    await until(() => text("err").includes("session auth"));
    const pid = Number(text("pid"));
    try {
      assert(lives(pid));
      Deno.kill(shell.pid, "SIGKILL");
      await shell.status;
      await until(() => !lives(pid));
    } finally {
      Deno.kill(-shell.pid, "SIGKILL");
      lease.release();
    }
  }));

Deno.test("wait prints two kibibytes at most, and leaves the flow out first", () =>
  inProject(async (project) => {
    const line = (n: number) => `- [00${n} @ 01-15 15:00] ${"ä".repeat(300)}\n`;
    const flow = [1, 2, 3, 4, 5, 6].map(line).join("");
    const overview = plainOverview({ next: "Look" })
      .replace("## Flow Log\n", () => `## Flow Log\n${flow}`);
    await project.session("auth", { rows: begun, overview });
    const { out, last } = await program(project, "wait", "auth");
    const size = new TextEncoder().encode(out).length;
    assert(size > 1_000 && size <= 2_048, `${size} bytes`);
    assertStringIncludes(out, "Next: Look\n");
    assertStringIncludes(out, "[006 @");
    assertEquals(out.includes("[001 @"), false);
    assertEquals(last, "samocode: stopped cursor=3 next: samocode run auth");
  }));

Deno.test("wait cuts a report that is too long without its flow", () =>
  inProject(async (project) => {
    const overview = plainOverview({ next: "x".repeat(5_000) });
    await project.session("auth", { rows: begun, overview });
    const { out, last } = await program(project, "wait", "auth");
    assertEquals(new TextEncoder().encode(out).length, 2_048);
    assertEquals(last, "samocode: stopped cursor=3 next: samocode run auth");
  }));

Deno.test("wait tells a journal that somebody changed", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    const text = Deno.readTextFileSync(paths.journal);
    Deno.writeTextFileSync(paths.journal, text.replace("Do it", "Do that"));
    const { code, last } = await program(project, "wait", "auth");
    assertEquals(code, 5);
    assertEquals(last, "samocode: blocked cursor=1 next: samocode verify auth");
  }));

Deno.test("wait refuses a cursor of another journal, and ends that there are not", () =>
  inProject(async (project) => {
    await project.session("auth", { rows: begun });
    const far = await program(project, "wait", "auth", "--since", "4");
    assertEquals(far.code, 2);
    assertStringIncludes(far.err, "the journal has 3 rows");
    const odd = await program(project, "wait", "auth", "--until", "noon");
    assertEquals(odd.code, 2);
    assertStringIncludes(odd.err, "--until change, --until gate");
  }));

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
