/**
 * Where a session stands, from evidence and not from what somebody wrote down about it.
 *
 * @module
 */

import { firstLine } from "./first_line.ts";
import type { ProgressState } from "./progress_state.ts";
import type { SessionState } from "./state.ts";
import { durationText, type Moment } from "./timestamps.ts";
import { wayOut, wayOutOfBlock } from "./way_out.ts";

/** What was found. */
export interface Evidence {
  /** Fold of the journal, as far as it can be read. */
  readonly state: SessionState;
  /** Why the state is not the whole truth; `null`: it is. */
  readonly damage: string | null;
  readonly lease: "held" | "free" | "unknown";
  /** Who took the lease last; `null`: nobody wrote it down. */
  readonly holder: {
    readonly run: string;
    readonly pid: number;
    /** `null`: not looked at, or on another machine. */
    readonly alive: boolean | null;
  } | null;
  /** Whether the questions have all their answers. */
  readonly answered: boolean;
  /** Start of the present attempt, or of whatever goes on; epoch ms. */
  readonly sinceMs: number;
  /** Newest tool call of the present attempt. */
  readonly tool: string | null;
  /** Time since the last byte of the present attempt; `null`: not known. */
  readonly silentMs: number | null;
  readonly now: Moment;
}

/** Words for where a session stands. */
export type StandingKind =
  | "running"
  | "waiting"
  | "blocked"
  | "stopped"
  | "done"
  | "unknown";

/** Where a session stands. */
export interface Standing {
  readonly kind: StandingKind;
  /** With the reason, and what to type. */
  readonly progress: ProgressState;
  /** What to type, if anything. */
  readonly command: string | null;
}

/** A pause in the output that is worth a word. */
const SILENCE_MS = 60_000;

/**
 * Tells where a session stands.
 *
 * @param command Makes a command line of a verb: `approve` → `samocode approve X`.
 */
export function standing(
  evidence: Evidence,
  command: (verb: string, rest?: string) => string,
): Standing {
  const { state, damage, lease, answered } = evidence;
  const odd = contradiction(evidence);
  if (odd !== null) return told("unknown", { reason: odd, command: null });
  if (damage !== null) {
    return lease === "held"
      ? running(evidence)
      : told("unknown", { reason: damage, command: command("verify") });
  }
  if (state.finished) {
    const summary = firstLine(state.lastDecision?.text ?? "") || null;
    const progress: ProgressState = { kind: "done", summary };
    return { kind: "done", progress, command: command("report") };
  }
  if (state.blocked !== null) {
    const reason = firstLine(state.blocked.reason);
    const { verb, rest } = wayOutOfBlock(state.blocked);
    return told("blocked", {
      reason,
      command: command(verb, rest),
      ...staying(evidence),
    });
  }
  if (state.waiting !== null && !(answered && lease === "free")) {
    const { reason } = state.waiting;
    const { verb, rest } = wayOut(state.waiting);
    return told("waiting", {
      reason,
      command: command(verb, rest),
      ...staying(evidence),
    });
  }
  if (lease === "held") return running(evidence);
  const reason = state.waiting === null
    ? stoppedBy(state)
    : "all questions are answered";
  return told("stopped", { reason, command: command("run") });
}

/** Whether nothing goes on before a person has looked. */
export function needsPerson({ kind }: Standing): boolean {
  return kind === "waiting" || kind === "blocked" || kind === "unknown";
}

/** What the lease and the processes say against each other. */
function contradiction({ lease, holder, state }: Evidence): string | null {
  if (lease === "unknown") return "the lease cannot be looked at";
  if (holder === null) return null;
  const { pid, alive, run } = holder;
  if (lease === "held" && alive === false) {
    return `the lease is held, but process ${pid} that took it is not there`;
  }
  const going = run === state.run?.id && state.run.stopped === null;
  return lease === "free" && alive === true && going
    ? `process ${pid} of the run lives, but it does not hold the lease`
    : null;
}

function running(evidence: Evidence): Standing {
  const { state, now, sinceMs, tool } = evidence;
  const limit = state.limitWait;
  if (limit !== null) {
    const atMs = Date.parse(limit.until);
    const leftMs = Math.max(0, atMs - now.atMs);
    const until = limit.told ? { ...now, atMs } : null;
    const progress: ProgressState = { kind: "limit", until, leftMs };
    return { kind: "running", progress, command: null };
  }
  const forMs = Math.max(0, now.atMs - sinceMs);
  const note = doing(evidence);
  const progress: ProgressState = { kind: "running", forMs, tool, note };
  return { kind: "running", progress, command: null };
}

/** What there is to say beside the tool. */
function doing({ state, silentMs }: Evidence): string | null {
  if (state.attempt !== null) {
    return silentMs !== null && silentMs >= SILENCE_MS
      ? `silent for ${durationText(silentMs)}`
      : null;
  }
  if (state.open === null) return state.phase === "init" ? "preparing" : null;
  return state.open.reading?.kind === "valid"
    ? "the signal is being checked"
    : "between attempts";
}

function stoppedBy(state: SessionState): string {
  const { run } = state;
  if (run === null) return state.takenOver ? "nothing runs" : "not started yet";
  if (run.stopped === null) {
    return "the run ended without a word" +
      (state.attempt === null ? "" : " in the middle of an attempt");
  }
  const { reason, text } = run.stopped;
  // Whatever it stopped for is gone, or the state would still say so.
  if (["waiting", "blocked", "done"].includes(reason)) return "ready to go on";
  const words = firstLine(text);
  return reason === "failed" ? `failed: ${words}` : words || reason;
}

function told(
  kind: "waiting" | "blocked" | "stopped" | "unknown",
  { reason, command, ...rest }: {
    readonly reason: string;
    readonly command: string | null;
    readonly stays?: true;
  },
): Standing {
  return { kind, progress: { kind, reason, command, ...rest }, command };
}

/** The lease alone could be anybody's who looks after the session. */
function staying({ state, lease, holder }: Evidence): { stays?: true } {
  const { run } = state;
  const stays = lease === "held" && run !== null && run.stopped === null &&
    run.stay && holder?.run === run.id;
  return stays ? { stays } : {};
}

/** Whether a run waits where a session stands, and goes on by itself. */
export function runStays({ progress }: Standing): boolean {
  return "stays" in progress && progress.stays === true;
}
