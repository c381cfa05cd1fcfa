/**
 * The state of a session after one more row of its journal.
 *
 * @module
 */

import {
  foldAttemptEnded,
  foldAttemptStarted,
  foldIterationStarted,
  lastingOutcome,
} from "./fold_attempt.ts";
import { foldDecided } from "./fold_decided.ts";
import {
  foldGateOpened,
  foldGateRejected,
  foldPersonEdit,
  foldRequest,
  withoutAnswered,
} from "./fold_person.ts";
import { isOutOfTurn } from "./foreign_row.ts";
import type { Row, RowOf } from "./row.ts";
import type { OverviewChange } from "./rows/overview_rows.ts";
import { noSpending } from "./spending.ts";
import type { CheckReceipt, SessionState } from "./state.ts";

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
        cameFrom: row.cameFrom ?? null,
        iteration: row.iterations,
        phaseIterations: row.phaseIterations,
        phaseTotals: row.phaseIterations,
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
        baseName: row.baseName ?? state.baseName,
        // A plain folder has none, whatever was planned.
        branch: row.branch,
        phase: row.phase,
        head: row.base ?? state.head,
      };
    case "run-started":
      return {
        ...state,
        chosenProviders: row.providersChosen === true
          ? row.providers
          : state.chosenProviders,
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
          providers: row.providers,
          stay: row.stay ?? false,
          autoApprove: row.autoApprove,
          iterations: 0,
          spending: noSpending,
          stopped: null,
        },
      };
    case "iteration-started":
      return foldIterationStarted(state, row);
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
      return foldPersonEdit(state, row);
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
      return foldGateOpened(state, row);
    case "gate-rejected":
      return foldGateRejected(state, row);
    case "limit-wait":
      return { ...state, limitWait: row.ended === null ? row : null };
    case "request":
      return foldRequest(state, row);
    case "lessons-applied":
      return {
        ...state,
        appliedLessons: [...state.appliedLessons, row.hash],
      };
    case "shipped":
      // A later push without a pull request does not take the one away that is there.
      return {
        ...state,
        shipped: {
          ...row,
          pullRequest: row.pullRequest ?? state.shipped?.pullRequest ?? null,
        },
      };
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
