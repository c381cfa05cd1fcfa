import { assertEquals } from "@std/assert";
import { watchSession } from "../../../lib/cli/chaos/witness.ts";
import type { NewRow } from "../../../lib/workflow/row.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
} from "../../workflow/fixture.ts";
import { appendRows, inProject } from "../made_session.ts";

const signal = { status: "done" } as const;
const read: NewRow = {
  kind: "signal-read",
  reading: { kind: "valid", fenced: true, signal },
};
const opened: NewRow = {
  kind: "gate-opened",
  by: "ann",
  channel: "command",
  reason: "plan_approval",
  from: "planning",
  to: "done",
  plan: "p.md",
  planHash: "aa",
  note: null,
  change: null,
};
const begun: readonly NewRow[] = [
  ...prepared,
  opened,
  { kind: "iteration-started", phase: "done", iteration: 1 },
  attemptStarted(1),
];
const end = decided("done", "done", { decision: "finish" });
const well = { lost: [], duplicated: [], left: [], broken: [] };

Deno.test("watchSession() finds nothing in a session that came to its end", () =>
  inProject(async (project) => {
    const rows = [...begun, attemptEnded(), read, end];
    const paths = await project.session("26-01-15-auth", { rows });
    assertEquals(await watchSession(() => paths).judge(), well);
  }));

Deno.test("watchSession() misses a line, an approval and an end", () =>
  inProject(async (project) => {
    const paths = await project.session("26-01-15-auth", { rows: prepared });
    const witness = watchSession(() => paths);
    witness.lines.push("Mine.");
    assertEquals((await witness.judge()).lost, [
      'the overview lacks "Mine."',
      "the approval is lost",
      "the session is not done",
    ]);
  }));

Deno.test("watchSession() remembers a signal that was written: nothing may be done as if it was not", () =>
  inProject(async (project) => {
    const rows = [...begun];
    const text = JSON.stringify({ ...signal, token: "token-1" });
    const paths = await project.session("26-01-15-auth", {
      rows,
      files: { "_signal.json": text },
    });
    const witness = watchSession(() => paths);
    witness.noteSignal();
    await appendRows(paths, {
      rows: [attemptEnded(), attemptStarted(2), attemptEnded()],
    });
    const findings = await witness.judge();
    assertEquals(findings.duplicated, [
      "iteration 1 went on although its signal was written",
    ]);
    assertEquals(findings.lost, [
      "the signal of iteration 1 decided nothing",
      "the session is not done",
    ]);
  }));

Deno.test("watchSession() sees two runs that wrote in turns, and a gate that was opened twice", () =>
  inProject(async (project) => {
    const by = (run: string, row: NewRow): NewRow => ({ ...row, run });
    const rows = [
      ...begun.map((row) => by("one", row)),
      by("two", attemptEnded()),
      by("one", read),
      by("one", end),
      opened,
    ];
    const paths = await project.session("26-01-15-auth", { rows });
    const { duplicated } = await watchSession(() => paths).judge();
    assertEquals(duplicated, [
      "two runs at once at row 7",
      "a gate was opened twice",
    ]);
  }));

Deno.test("watchSession() finds a process with the mark of an attempt", () =>
  inProject(async (project) => {
    const mark = crypto.randomUUID();
    const child = new Deno.Command("/bin/sleep", {
      args: ["60"],
      env: { SAMOCODE_RUN: mark },
    }).spawn();
    try {
      const rows = begun.with(-1, attemptStarted(1, { mark }));
      const paths = await project.session("26-01-15-auth", { rows });
      const { left } = await watchSession(() => paths).judge();
      assertEquals(left, [`process ${child.pid} of attempt 1-1`]);
    } finally {
      child.kill("SIGKILL");
      await child.status;
    }
  }));
