import { assertEquals } from "@std/assert";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  attemptEnded,
  attemptStarted,
  begun,
  decided,
  fold,
  prepared,
  runStarted,
} from "./fixture.ts";

const actor = { by: "ann", channel: "command" };

/** A request of a person to a session, or to one of its runs. */
function request(
  verb: Extract<NewRow, { kind: "request" }>["verb"],
  run: string | null,
): NewRow {
  const body = { verb, text: "", from: null, to: null, change: null };
  return { kind: "request", ...actor, ...body, run };
}

const says: NewRow = {
  kind: "request",
  ...actor,
  verb: "say",
  text: "Keep the API",
  from: null,
  to: null,
  change: null,
};
const rejects: NewRow = {
  kind: "gate-rejected",
  ...actor,
  reason: "plan_approval",
  from: "investigation",
  to: "investigation",
  text: "Use Postgres",
  change: null,
};
const unblocks: NewRow = { ...says, verb: "unblock", text: "" };
const blocks = decided("investigation", "investigation", { decision: "block" });

Deno.test("foldRow() counts all iterations of a phase, whatever a person does meanwhile", () => {
  const refused = decided("investigation", "investigation", { refused: true });
  const state = fold([...begun, refused, ...begun, blocks, unblocks]);
  assertEquals(state.phaseIterations, {});
  assertEquals(state.phaseTotals, { investigation: 2 });
});

Deno.test("foldRow() begins the counts anew only where a person opens a gate", () => {
  const opened = (by: string): NewRow => ({
    kind: "gate-opened",
    by,
    channel: "edit",
    reason: "qa_answers",
    from: "requirements",
    to: "requirements",
    plan: null,
    planHash: null,
    note: null,
    change: null,
  });
  const held = [...begun, decided("requirements", "requirements")];
  const counts = (by: string) => fold([...held, opened(by)]).phaseIterations;
  assertEquals(counts("samocode"), { requirements: 1 });
  assertEquals(counts("person"), {});
});

Deno.test("foldRow() binds an approval to the plan and drops it at a rejection", () => {
  const opened: NewRow = {
    kind: "gate-opened",
    ...actor,
    reason: "plan_approval",
    from: "planning",
    to: "implementation",
    plan: "p.md",
    planHash: "h",
    note: null,
    change: null,
  };
  const state = fold([...begun, opened]);
  assertEquals([state.phase, state.approval?.planHash], [
    "implementation",
    "h",
  ]);
  const rejected = fold([...begun, opened, {
    kind: "gate-rejected",
    ...actor,
    reason: "plan_approval",
    from: "planning",
    to: "planning",
    text: "smaller",
    change: null,
  }]);
  assertEquals([rejected.approval, rejected.phase], [null, "planning"]);
  assertEquals(rejected.note?.includes("smaller"), true);
});

Deno.test("foldRow() uses up the answered request and earlier ones of its kind", () => {
  const say = (text: string): NewRow => ({
    kind: "request",
    ...actor,
    verb: "say",
    text,
    from: null,
    to: null,
    change: null,
  });
  const rows: NewRow[] = [...begun, say("a"), say("b"), say("c")];
  const seq = rows.length - 1;
  const state = fold([...rows, { ...attemptStarted(1), answers: seq }]);
  assertEquals(state.requests.map((r) => r.text), ["c"]);
});

Deno.test("foldRow() begins the counts anew when a person unblocks", () => {
  const state = fold([
    ...begun,
    decided("investigation", "investigation", { decision: "block" }),
    {
      kind: "request",
      ...actor,
      verb: "unblock",
      text: "try again",
      from: null,
      to: null,
      change: null,
    },
  ]);
  assertEquals([state.blocked, state.phaseIterations], [null, {}]);
  assertEquals(state.note, "The person said: try again");
});

Deno.test("foldRow() keeps for a new run what was asked of it while it was starting, and what was said", () => {
  const state = fold([
    ...begun,
    request("stop", "an earlier run"),
    request("stop", null),
    request("stop", "run-1"),
    request("retry", "an earlier run"),
    request("retry", null),
    request("say", null),
    { ...runStarted, run: "run-1" },
  ]);
  assertEquals(state.requests.map((r) => [r.verb, r.run]), [
    ["stop", "run-1"],
    ["retry", null],
    ["say", null],
  ]);
});

Deno.test("foldRow() forgets a request to retry when the next attempt begins", () => {
  const state = fold([
    ...begun,
    request("retry", "run-1"),
    request("stop", "run-1"),
    attemptStarted(1),
  ]);
  assertEquals(state.requests.map((r) => r.verb), ["stop"]);
});

Deno.test("foldRow() goes on waiting while only some questions are answered", () => {
  const wait = { reason: "qa_answers", to: null, plan: null, planHash: null };
  const state = fold([
    ...begun,
    decided("requirements", "requirements", { decision: "hold", wait }),
    request("answer", null),
  ]);
  assertEquals(state.waiting?.reason, "qa_answers");
});

Deno.test("foldRow() tells again what a person said when no provider read it", () => {
  const rows: NewRow[] = [...prepared, runStarted, rejects, says, {
    kind: "iteration-started",
    phase: "investigation",
    iteration: 1,
  }];
  const seq = rows.indexOf(says) + 1;
  const state = fold([
    ...rows,
    { ...attemptStarted(1), answers: seq },
    attemptEnded({ outcome: { kind: "login", message: "expired" } }),
    blocks,
    unblocks,
  ]);
  assertEquals(state.requests.map(({ text }) => text), ["Keep the API"]);
  assertEquals(state.note, "The person did not approve: Use Postgres");
});
