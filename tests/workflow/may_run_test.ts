import { assertEquals } from "@std/assert";
import {
  gateBefore,
  mayRun,
  type RunLimits,
  type RunNow,
} from "../../lib/workflow/may_run.ts";
import { emptyState, type SessionState } from "../../lib/workflow/state.ts";
import { full } from "./fixture.ts";

const none: RunLimits = {
  maxIterations: null,
  maxMs: null,
  maxUsd: null,
  once: false,
  until: null,
};
const start: RunNow = {
  iterations: 0,
  activeMs: 0,
  spentUsd: 0,
  planHash: null,
};

function ask(
  state: Partial<SessionState>,
  limits: Partial<RunLimits> = {},
  now: Partial<RunNow> = {},
): string {
  const answer = mayRun({ ...emptyState, phase: "investigation", ...state }, {
    workflow: full,
    limits: { ...none, ...limits },
    now: { ...start, ...now },
  });
  return answer.kind === "stop"
    ? answer.reason
    : answer.kind === "block"
    ? answer.rule
    : answer.kind;
}

Deno.test("mayRun() lets a fresh session begin", () => {
  assertEquals(ask({}), "run");
});

Deno.test("mayRun() stops a session that is done, blocked or waits", () => {
  assertEquals(ask({ finished: true }), "done");
  const blocked = { reason: "x", needs: null, rule: "r", since: "" };
  assertEquals(ask({ blocked }), "blocked");
  const waiting = {
    reason: "qa_answers",
    to: null,
    plan: null,
    planHash: null,
    text: "",
    since: "",
  };
  assertEquals(ask({ waiting }), "waiting");
});

Deno.test("mayRun() blocks at the limit of a phase and in an unknown phase", () => {
  assertEquals(ask({ phaseIterations: { investigation: 19 } }), "run");
  assertEquals(ask({ phaseIterations: { investigation: 20 } }), "phase-limit");
  assertEquals(ask({ phase: "pr-readiness" }), "phase-gone");
});

Deno.test("mayRun() keeps the limits of the run", () => {
  assertEquals(ask({}, { once: true }), "run");
  assertEquals(ask({}, { once: true }, { iterations: 1 }), "requested");
  assertEquals(ask({}, { until: "investigation" }), "requested");
  assertEquals(ask({}, { until: "planning" }), "run");
  assertEquals(ask({}, { maxIterations: 2 }, { iterations: 2 }), "limit");
  assertEquals(ask({}, { maxMs: 1000 }, { activeMs: 999 }), "run");
  assertEquals(ask({}, { maxMs: 1000 }, { activeMs: 1000 }), "limit");
  assertEquals(ask({}, { maxUsd: 1 }, { spentUsd: 1.2 }), "limit");
});

Deno.test("mayRun() closes the gate again when an approval counts no more, and there is no plan either", () => {
  const approval = {
    plan: "p.md",
    planHash: null,
    time: "",
    by: "me",
    channel: "command",
  };
  const state = { phase: "testing", approval };
  assertEquals(ask(state, {}, { planHash: null }), "planChanged");
  assertEquals(ask(state, {}, { planHash: "a" }), "planChanged");
});

Deno.test("mayRun() closes the gate again when the approved plan was changed", () => {
  const approval = {
    plan: "p.md",
    planHash: "a",
    time: "",
    by: "me",
    channel: "command",
  };
  const state = { phase: "testing", approval };
  assertEquals(ask(state, {}, { planHash: "a" }), "run");
  assertEquals(ask(state, {}, { planHash: "b" }), "planChanged");
  assertEquals(ask(state, {}, { planHash: null }), "planChanged");
  assertEquals(
    ask({ ...state, phase: "planning" }, {}, { planHash: "b" }),
    "run",
  );
});

Deno.test("gateBefore() finds the gate that every way passes", () => {
  assertEquals(gateBefore(full, "requirements"), null);
  assertEquals(gateBefore(full, "planning"), null);
  assertEquals(gateBefore(full, "implementation"), "plan_approval");
  assertEquals(gateBefore(full, "done"), "plan_approval");
});
