/**
 * What a person's acts change in the state of a session.
 *
 * @module
 */

import type { OpenRequest } from "./open_iteration.ts";
import type { RowOf } from "./row.ts";
import type { SessionState, TestBase } from "./state.ts";
import { TEST_CHANGES } from "./test_gate.ts";

/** The state once a person edited the overview. */
export function foldPersonEdit(
  state: SessionState,
  row: RowOf<"person-edit">,
): SessionState {
  return {
    ...state,
    ...(row.phase === null ? {} : {
      phase: row.phase,
      waiting: null,
      open: null,
      requests: withSaid(state),
      finished: false,
    }),
    ...(row.unblocked || row.phase !== null ? freed : {}),
    ...(row.unblocked && row.phase === null && !gated(state)
      ? { waiting: null }
      : {}),
    trusted: row.overview,
  };
}

/** The state once a gate is open. */
export function foldGateOpened(
  state: SessionState,
  row: RowOf<"gate-opened">,
): SessionState {
  return {
    ...state,
    ...freed,
    // Only a person bounds how often a gate is opened: a run that opens it by itself must meet its limits.
    phaseIterations: row.by === "samocode" ? state.phaseIterations : {},
    phase: row.to,
    waiting: null,
    approval: row.planHash === null ? state.approval : {
      plan: row.plan,
      planHash: row.planHash,
      by: row.by,
      channel: row.channel,
      time: row.time,
    },
    testBase: row.planHash === null ? state.testBase : testBase(state),
    accepted: row.accepted === undefined
      ? state.accepted
      : [...new Set([...state.accepted, ...row.accepted])],
    note: row.note === null ? null : `The person said at the gate: ${row.note}`,
  };
}

/** The state once a person sent something back. */
export function foldGateRejected(
  state: SessionState,
  row: RowOf<"gate-rejected">,
): SessionState {
  return {
    ...state,
    ...freed,
    phase: row.to,
    waiting: null,
    approval: row.reason === "plan_approval" ? null : state.approval,
    note: `The person did not approve: ${row.text}`,
  };
}

/** The state once a person asked for something. */
export function foldRequest(
  state: SessionState,
  row: RowOf<"request">,
): SessionState {
  switch (row.verb) {
    case "unblock":
      return {
        ...state,
        ...freed,
        waiting: gated(state) ? state.waiting : null,
        note: row.text === "" ? state.note : `The person said: ${row.text}`,
      };
    case "goto":
    case "reopen":
      return {
        ...state,
        ...freed,
        // A new goal begins with the tests as they are now.
        ...(row.verb === "reopen"
          ? { testBase: begun(state), accepted: [], compared: null }
          : {}),
        phase: row.to ?? state.phase,
        waiting: null,
        open: null,
        requests: withSaid(state),
        finished: false,
        note: row.text === "" ? null : `The person said: ${row.text}`,
      };
    case "answer":
    case "note":
    case "restore":
      // Records only: a wait for answers ends when its gate is opened.
      return state;
    default:
      return { ...state, requests: [...state.requests, row] };
  }
}

/** The open requests, with what the undecided iteration was told: it may have told nobody. */
export function withSaid(
  { open, requests }: SessionState,
): readonly OpenRequest[] {
  return [...open?.said ?? [], ...requests];
}

/** The open requests after a row: one that answers a request uses up the earlier ones of its kind as well. */
export function withoutAnswered(
  requests: readonly OpenRequest[],
  answers: number | undefined,
): readonly OpenRequest[] {
  const answered = requests.find((request) => request.seq === answers);
  return answered === undefined
    ? requests
    : requests.filter((request) =>
      request.verb !== answered.verb || request.seq > answered.seq
    );
}

/** What changes when a person puts a session right: the counts begin anew. */
const freed = {
  blocked: null,
  escalated: null,
  refusals: 0,
  phaseIterations: {},
  recent: [],
  nudged: false,
} as const;

/** The first approval counts: a plan that is approved once more must not cover what was done before. */
function testBase(state: SessionState): TestBase | null {
  if (state.testBase?.approved) return state.testBase;
  const head = state.head ?? state.base;
  return head === null
    ? null
    : { head, checks: state.checkCommands, approved: true };
}

/** Where the work on a new goal begins. */
function begun(state: SessionState): TestBase | null {
  return state.head === null
    ? null
    : { head: state.head, checks: state.checkCommands, approved: false };
}

function gated(state: SessionState): boolean {
  const { waiting } = state;
  return waiting !== null &&
    (waiting.planHash !== null || waiting.reason === TEST_CHANGES);
}
