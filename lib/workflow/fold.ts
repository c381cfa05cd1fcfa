/**
 * The state of a session after one more row of its journal.
 *
 * @module
 */

import { type AttemptOutcome, describeOutcome } from "./outcome.ts";
import type { OverviewChange, Row, RowOf } from "./row.ts";
import { TEST_CHANGES } from "./test_gate.ts";
import { addSpending, noSpending } from "./spending.ts";
import type {
  CheckReceipt,
  OpenIteration,
  OpenRequest,
  SessionState,
  TestBase,
} from "./state.ts";

/** The state after one more row; unknown kinds only move `seq`. */
export function foldRow(before: SessionState, row: Row): SessionState {
  if (isOutOfTurn(before, row)) {
    return { ...before, seq: row.seq, time: row.time };
  }
  const state: SessionState = {
    ...before,
    seq: row.seq,
    time: row.time,
    requests: withoutAnswered(before.requests, row.answers),
    ...("change" in row && row.change !== null
      ? { pending: row as Row & { readonly change: OverviewChange } }
      : {}),
  };
  switch (row.kind) {
    case "session-created":
      return {
        ...state,
        name: row.name,
        task: row.task,
        dive: row.dive,
        workflow: row.workflow,
        base: row.base,
        branch: row.branch,
        phase: "init",
      };
    case "taken-over":
      return {
        ...state,
        takenOver: true,
        name: row.name,
        workflow: row.workflow,
        phase: row.phase,
        iteration: row.iterations,
        phaseIterations: row.phaseIterations,
        waiting: row.waiting === null ? null : {
          ...row.waiting,
          to: null,
          text: "taken over while it waited",
          since: row.time,
        },
        blocked: row.blocked === null
          ? null
          : { ...row.blocked, rule: "taken-over", since: row.time },
        finished: row.finished ?? false,
        trusted: row.overview,
      };
    case "worktree-ready":
      return {
        ...state,
        workingDir: row.workingDir,
        base: row.base ?? state.base,
        // A plain folder has none, whatever was planned.
        branch: row.branch,
        phase: row.phase,
        head: row.base ?? state.head,
      };
    case "run-started":
      return {
        ...state,
        checkCommands: row.checks ?? null,
        // What was asked of an earlier run is over with it; what was said is for whoever works next.
        requests: state.requests.filter(({ verb, run }) =>
          verb === "say" || run === row.run || verb === "retry" && run === null
        ),
        // A new run has all its attempts again; what an earlier one left undecided is delivered once more.
        open: state.open === null ? null : {
          ...state.open,
          failed: 0,
          lastOutcome: lastingOutcome(state.open.lastOutcome),
        },
        run: {
          id: row.run,
          pid: row.pid,
          startTime: row.startTime,
          since: row.time,
          stay: row.stay ?? false,
          autoApprove: row.autoApprove,
          iterations: 0,
          spending: noSpending,
          stopped: null,
        },
      };
    case "iteration-started":
      return {
        ...state,
        iteration: row.iteration,
        open: newIteration(row.phase),
        run: state.run === null
          ? null
          : { ...state.run, iterations: state.run.iterations + 1 },
      };
    case "attempt-started":
      return foldAttemptStarted(state, {
        row,
        said: before.requests.filter((request) =>
          request.verb === "say" && !state.requests.includes(request)
        ),
      });
    case "provider-started":
      return state.attempt === null ? state : {
        ...state,
        attempt: {
          ...state.attempt,
          pid: row.pid,
          startTime: row.startTime,
        },
      };
    case "attempt-ended":
      return foldAttemptEnded(state, row);
    case "signal-read":
      return state.open === null
        ? state
        : { ...state, open: { ...state.open, reading: row.reading } };
    case "check-ended":
      return {
        ...state,
        checks: { ...state.checks, [row.name]: receipt(state, row) },
      };
    case "tests-compared":
      return { ...state, compared: row };
    case "decided":
      return foldDecided(state, row);
    case "overview-written":
      return {
        ...state,
        pending: null,
        trusted: state.trusted === null && row.settled !== true
          ? null
          : row.overview,
      };
    case "person-edit":
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
    case "gate-waiting":
      return {
        ...state,
        waiting: {
          reason: row.reason,
          to: row.to,
          plan: row.plan,
          planHash: row.planHash,
          text: row.text,
          since: row.time,
          ...(row.findings === undefined ? {} : { findings: row.findings }),
        },
        trusted: row.overview,
      };
    case "gate-opened":
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
        note: row.note === null
          ? null
          : `The person said at the gate: ${row.note}`,
      };
    case "gate-rejected":
      return {
        ...state,
        ...freed,
        phase: row.to,
        waiting: null,
        approval: row.reason === "plan_approval" ? null : state.approval,
        note: `The person did not approve: ${row.text}`,
      };
    case "limit-wait":
      return { ...state, limitWait: row.ended === null ? row : null };
    case "request":
      return foldRequest(state, row);
    case "run-stopped":
      return {
        ...state,
        trusted: row.overview ?? state.trusted,
        run: state.run === null ? null : {
          ...state.run,
          stopped: {
            reason: row.reason,
            code: row.code,
            text: row.text,
            next: row.next,
            time: row.time,
          },
        },
      };
    default:
      return state;
  }
}

/**
 * Whether a row tells of an act of a person while an attempt was open.
 *
 * The host refuses those, since nobody can tell an agent from a person then: whoever wrote the row, it counts for
 * nothing.
 */
export function isOutOfTurn(
  { attempt }: Pick<SessionState, "attempt">,
  row: Row,
): boolean {
  if (attempt === null) return false;
  switch (row.kind) {
    case "gate-opened":
    case "gate-rejected":
    case "person-edit":
      return true;
    case "request":
      return ["unblock", "goto", "reopen"].includes(row.verb);
    default:
      return false;
  }
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

/** A row that answers a request uses up the earlier ones of its kind as well. */
function withoutAnswered(
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

function gated(state: SessionState): boolean {
  const { waiting } = state;
  return waiting !== null &&
    (waiting.planHash !== null || waiting.reason === TEST_CHANGES);
}

function receipt(
  { checks }: SessionState,
  row: RowOf<"check-ended">,
): CheckReceipt {
  const before = Object.hasOwn(checks, row.name) ? checks[row.name] : undefined;
  const again = before !== undefined && !before.green &&
    before.failure === row.failure;
  return {
    command: row.command,
    green: row.green,
    tree: row.tree,
    head: row.head,
    log: row.log,
    time: row.time,
    failure: row.failure,
    // What a person tries by hand is no failure of the work.
    sameFailures: row.green
      ? 0
      : (again ? before.sameFailures : 0) + (row.run === null ? 0 : 1),
  };
}

function newIteration(phase: string): OpenIteration {
  return {
    phase,
    attempts: 0,
    failed: 0,
    redeliveries: 0,
    repaired: false,
    token: null,
    provider: null,
    profile: null,
    lastType: null,
    conversation: null,
    conversationUsed: noSpending,
    lastOutcome: null,
    trouble: null,
    kept: null,
    reading: null,
    said: [],
  };
}

function foldAttemptStarted(
  state: SessionState,
  { row, said }: {
    readonly row: RowOf<"attempt-started">;
    /** What it uses up. */
    readonly said: readonly OpenRequest[];
  },
): SessionState {
  const open = state.open ?? newIteration(state.phase ?? "unknown");
  return {
    ...state,
    trusted: null,
    // The wait that was to be cut short is over.
    requests: state.requests.filter(({ verb }) => verb !== "retry"),
    open: {
      ...open,
      // A conversation belongs to the provider that had it.
      ...(row.provider === open.provider
        ? {}
        : { conversation: null, conversationUsed: noSpending }),
      attempts: row.attempt,
      redeliveries: open.redeliveries + (row.type === "redelivery" ? 1 : 0),
      repaired: open.repaired || row.type === "repair",
      token: row.token,
      provider: row.provider,
      profile: row.profile,
      lastType: row.type,
      reading: null,
      said: [...open.said, ...said],
    },
    attempt: {
      attempt: row.attempt,
      mark: row.mark,
      log: row.log,
      provider: row.provider,
      pid: null,
      startTime: null,
    },
  };
}

function foldAttemptEnded(
  state: SessionState,
  row: RowOf<"attempt-ended">,
): SessionState {
  const phase = state.open?.phase ?? state.phase ?? "unknown";
  const spending = {
    costUsd: row.costUsd,
    tokens: row.tokens,
    durationMs: row.durationMs,
  };
  return {
    ...state,
    attempt: null,
    head: row.tree?.head ?? state.head,
    open: state.open === null ? null : {
      ...state.open,
      failed: state.open.failed + (charged(row.outcome) ? 1 : 0),
      conversation: row.conversation ?? state.open.conversation,
      conversationUsed: addSpending(
        row.conversation === null ||
          row.conversation === state.open.conversation
          ? state.open.conversationUsed
          : noSpending,
        spending,
      ),
      lastOutcome: row.outcome,
      trouble: row.outcome.kind === "success"
        ? state.open.trouble
        : describeOutcome(row.outcome),
      kept: row.kept ?? state.open.kept,
    },
    spending: addSpending(state.spending, spending),
    phaseSpending: {
      ...state.phaseSpending,
      [phase]: addSpending(state.phaseSpending[phase] ?? noSpending, spending),
    },
    run: state.run === null ? null : {
      ...state.run,
      spending: addSpending(state.run.spending, spending),
    },
  };
}

/** What a new run still has to know: a success that nothing decided yet, and that the host died. */
function lastingOutcome(
  outcome: AttemptOutcome | null,
): AttemptOutcome | null {
  return outcome?.kind === "success" || outcome?.kind === "cutOff"
    ? outcome
    : null;
}

/** Whether an outcome uses up one of the attempts of an iteration. */
function charged(outcome: AttemptOutcome): boolean {
  return !["success", "limit", "cancelled", "cutOff"].includes(outcome.kind);
}

function foldDecided(
  state: SessionState,
  row: RowOf<"decided">,
): SessionState {
  return {
    ...state,
    phase: row.to,
    cameFrom: row.to === row.from ? state.cameFrom : row.from,
    head: row.tree?.head ?? state.head,
    open: null,
    ...(unread(state, row) ? { requests: withSaid(state) } : {}),
    finished: row.decision === "finish",
    refusals: row.refused ? state.refusals + 1 : 0,
    escalated: escalatedAfter(state, row),
    note: unread(state, row) ? state.note : row.nudge ??
      (row.refused || row.escalated !== undefined ||
          row.rule === "already-answered"
        ? row.text
        : null),
    ...(row.progress === undefined ? {} : {
      recent: [...state.recent, row.progress].slice(-4),
      nudged: row.nudge !== undefined,
    }),
    phaseIterations: row.refused ? state.phaseIterations : {
      ...state.phaseIterations,
      [row.from]: (state.phaseIterations[row.from] ?? 0) + 1,
    },
    waiting: row.wait === null
      ? null
      : { ...row.wait, text: row.text, since: row.time },
    blocked: row.decision === "block"
      ? {
        reason: row.text,
        needs: row.needs,
        rule: row.rule,
        since: row.time,
      }
      : null,
    lastDecision: row,
  };
}

/** Whether an iteration was blocked before any attempt of it could have read what it was told. */
function unread(
  { open }: SessionState,
  { decision }: RowOf<"decided">,
): boolean {
  return decision === "block" && open !== null &&
    open.lastOutcome?.kind !== "success" && open.reading?.kind !== "valid";
}

/** The open requests, with what the undecided iteration was told: it may have told nobody. */
function withSaid({ open, requests }: SessionState): readonly OpenRequest[] {
  return [...open?.said ?? [], ...requests];
}

/** Where the work on a new goal begins. */
function begun(state: SessionState): TestBase | null {
  return state.head === null
    ? null
    : { head: state.head, checks: state.checkCommands, approved: false };
}

/** A stronger profile counts until its phase is left. */
function escalatedAfter(
  { escalated }: SessionState,
  row: RowOf<"decided">,
): SessionState["escalated"] {
  if (row.escalated !== undefined) {
    return { phase: row.from, profile: row.escalated.to };
  }
  return row.to === row.from ? escalated : null;
}

function foldRequest(
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
