import { assertEquals, assertStringIncludes } from "@std/assert";
import { digest } from "../../lib/session/digest.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { inLab, type Lab } from "./lab.ts";
import { moves, plansIn, tick } from "./story.ts";

/** Writes a row as the host would, or with a chain that does not hold. */
function forge(lab: Lab, row: NewRow, chain = true): void {
  const text = Deno.readTextFileSync(lab.paths.journal);
  const last = text.trimEnd().split("\n").at(-1)!;
  const { seq, time, run, iteration, attempt } = JSON.parse(last);
  const line = {
    seq: seq + 1,
    time,
    prev: chain ? digest(last) : "0".repeat(64),
    run,
    iteration,
    attempt,
    ...row,
  };
  Deno.writeTextFileSync(lab.paths.journal, `${JSON.stringify(line)}\n`, {
    append: true,
  });
}

function opened(planHash: string): NewRow {
  return {
    kind: "gate-opened",
    by: "ann",
    channel: "command",
    reason: "plan_approval",
    from: "planning",
    to: "implementation",
    plan: "plan.md",
    planHash,
    note: null,
    change: null,
  };
}

const ended: NewRow = {
  kind: "attempt-ended",
  outcome: { kind: "success" },
  exitCode: 0,
  signal: null,
  durationMs: 1,
  sleptMs: 0,
  conversation: null,
  tokens: null,
  costUsd: null,
  turns: null,
  denials: [],
  login: null,
  tree: null,
  kept: null,
  swept: 0,
};

Deno.test("verification, cheat: an agent writes a row that does not fit the chain", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    const report = await lab.run([moves(() => {
      lab.write("new", "1\n");
      lab.commit();
      forge(lab, opened("h"), false);
    })]);
    assertEquals(report.code, 5);
    assertStringIncludes(report.text, "changed by somebody else");
    assertEquals((await lab.samocode("verify", "work")).code, 1);
  }));

for (
  const [what, rows] of [
    ["an approval", [opened("h")]],
    ["the end of its attempt and an approval", [ended, opened("h")]],
  ] as const
) {
  Deno.test(`verification, cheat: an agent writes ${what} into the chain of the journal`, () =>
    inLab("shell", async (lab) => {
      const plan = plansIn(lab);
      const report = await lab.run([(start) =>
        plan({
          ...start,
          signal(...call) {
            for (const row of rows) forge(lab, row);
            start.signal(...call);
          },
        })]);
      assertEquals(report.reason, "blocked");
      const { state } = await lab.open();
      assertEquals([
        state.phase,
        state.blocked?.rule,
        state.approval?.planHash ?? null,
      ], [
        "planning",
        "journal-forged",
        null,
      ]);
      assertEquals((await lab.samocode("verify", "work")).code, 1);
    }));
}

Deno.test("verification, cheat: an agent writes the result of a check into the chain of the journal", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    const report = await lab.run([moves(() => {
      lab.edit("greet", "Hello", "Bye");
      lab.commit();
      tick(lab);
      const tree = lab.git("rev-parse", "HEAD^{tree}");
      const head = lab.git("rev-parse", "HEAD");
      forge(lab, {
        kind: "check-ended",
        name: "test",
        command: "sh ci/check.sh",
        green: true,
        exitCode: 0,
        durationMs: 1,
        log: "l",
        logHash: "",
        head,
        tree,
        failure: "",
      });
    })]);
    assertEquals(report.reason, "blocked");
    const { state } = await lab.open();
    assertEquals([state.blocked?.rule, state.checks], ["journal-forged", {}]);
    assertEquals(state.phase, "implementation");
  }));
