import { assertEquals } from "@std/assert";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  fold,
  prepared,
  runStarted,
} from "./fixture.ts";

const begun: readonly NewRow[] = [
  ...prepared,
  runStarted,
  { kind: "iteration-started", phase: "investigation", iteration: 1 },
];
const actor = { by: "ann", channel: "command" };

Deno.test("foldRow() counts an iteration when it begins, once", () => {
  const state = fold([...begun, decided("investigation", "investigation")]);
  assertEquals(state.iteration, 1);
  assertEquals(state.phaseIterations, { investigation: 1 });
  assertEquals(state.open, null);
});

Deno.test("foldRow() leaves refused iterations out of the phase's count", () => {
  const state = fold([
    ...begun,
    decided("investigation", "investigation", { refused: true, text: "no" }),
  ]);
  assertEquals(state.phaseIterations, {});
  assertEquals([state.refusals, state.note], [1, "no"]);
});

Deno.test("foldRow() charges an attempt that failed, not one that met a limit", () => {
  const crash = { kind: "crashed", message: "x" } as const;
  const limit = { kind: "limit", window: "5h", message: "x" } as const;
  const one = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ outcome: crash }),
    attemptStarted(2),
    attemptEnded({ outcome: limit }),
  ]);
  assertEquals([one.open?.attempts, one.open?.failed], [2, 1]);
});

Deno.test("foldRow() gives a new run its attempts back but keeps a success", () => {
  const crash = { kind: "crashed", message: "x" } as const;
  const failed = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ outcome: crash }),
    runStarted,
  ]);
  assertEquals([failed.open?.failed, failed.open?.lastOutcome], [0, null]);
  const done = fold([...begun, attemptStarted(1), attemptEnded(), runStarted]);
  assertEquals(done.open?.lastOutcome?.kind, "success");
});

Deno.test("foldRow() trusts no edit while an attempt may be the editor", () => {
  const stopped: NewRow = {
    kind: "run-stopped",
    reason: "waiting",
    code: 4,
    text: "",
    next: null,
    overview: "aa",
  };
  assertEquals(fold([...begun, stopped]).trusted, "aa");
  assertEquals(fold([...begun, stopped, attemptStarted(1)]).trusted, null);
  const written: NewRow = { kind: "overview-written", overview: "bb" };
  assertEquals(fold([...begun, stopped, written]).trusted, "bb");
  assertEquals(
    fold([...begun, attemptStarted(1), attemptEnded(), written]).trusted,
    null,
  );
});

Deno.test("foldRow() adds money and tokens per phase, run and session", () => {
  const tokens = { input: 10, output: 5, cacheRead: 0, cacheWrite: 1 };
  const state = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ costUsd: 0.25, tokens }),
    attemptStarted(2),
    attemptEnded({ costUsd: null }),
  ]);
  assertEquals(state.spending.costUsd, 0.25);
  assertEquals(state.spending.unpriced, 1);
  assertEquals(state.run?.spending.tokens.input, 10);
  assertEquals(state.phaseSpending["investigation"]?.attempts, 2);
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

Deno.test("foldRow() remembers an announced change until it is told as made", () => {
  const change = { before: "a", after: "b", fields: {} };
  const state = fold([
    ...begun,
    decided("investigation", "requirements", { change }),
  ]);
  assertEquals(state.pending?.change.after, "b");
  const after = fold([{ kind: "overview-written", overview: "b" }], state);
  assertEquals(after.pending, null);
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

/** A request of a person to a session, or to one of its runs. */
function request(
  verb: Extract<NewRow, { kind: "request" }>["verb"],
  run: string | null,
): NewRow {
  const body = { verb, text: "", from: null, to: null, change: null };
  return { kind: "request", ...actor, ...body, run };
}

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

const person = { by: "ann", channel: "command" };
const says: NewRow = {
  kind: "request",
  ...person,
  verb: "say",
  text: "Keep the API",
  from: null,
  to: null,
  change: null,
};
const rejects: NewRow = {
  kind: "gate-rejected",
  ...person,
  reason: "plan_approval",
  from: "investigation",
  to: "investigation",
  text: "Use Postgres",
  change: null,
};
const unblocks: NewRow = { ...says, verb: "unblock", text: "" };
const blocks = decided("investigation", "investigation", { decision: "block" });

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

Deno.test("foldRow() keeps a conversation to the provider that had it", () => {
  const state = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ conversation: "c1" }),
    attemptStarted(2, { provider: "other" }),
  ]);
  assertEquals(state.open?.conversation, null);
});

Deno.test("foldRow() lets a new run know that the host died", () => {
  const cutOff = { kind: "cutOff", message: "x" } as const;
  const state = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ outcome: cutOff }),
    runStarted,
  ]);
  assertEquals(state.open?.lastOutcome?.kind, "cutOff");
});

Deno.test("foldRow() keeps the providers that were chosen until others are", () => {
  const chosen = { ...runStarted, providersChosen: true } as const;
  assertEquals(fold([...begun, runStarted]).chosenProviders, null);
  const once = fold([...begun, chosen, {
    ...runStarted,
    providers: ["codex"],
  }]);
  assertEquals(once.chosenProviders, ["demo"]);
  const twice = fold([{ ...chosen, providers: ["claude", "codex"] }], once);
  assertEquals(twice.chosenProviders, ["claude", "codex"]);
});
