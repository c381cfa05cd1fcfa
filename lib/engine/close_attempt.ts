/**
 * What is read, journaled and told once the tree of an attempt was ended.
 *
 * @module
 */

import { factsOf } from "../provider/facts.ts";
import type { Exit, Interrupt } from "../system/host.ts";
import { type AttemptOutcome, describeOutcome } from "../workflow/outcome.ts";
import type { NewRow } from "../workflow/row.ts";
import type { Reading } from "../workflow/signal.ts";
import { durationText } from "../workflow/timestamps.ts";
import type { AnnouncedAttempt } from "./announce_attempt.ts";
import { attemptUsage } from "./attempt_usage.ts";
import { restoreFields } from "./edits.ts";
import { type Engine, tell, treeOf } from "./engine.ts";
import type { Followed } from "./follow.ts";
import { keepUnfinished } from "./keep_unfinished.ts";
import { tellMoney } from "./money.ts";
import { readSignal } from "./signal_read.ts";
import type { Watch } from "./watch.ts";

/** What an attempt left. */
export interface AttemptEnd {
  readonly reading: Reading;
  /** Who ended it from outside, if somebody did. */
  readonly stopped: Interrupt | "request" | null;
}

/** Reads the signal, journals how the attempt ended, and tells about it; its tree was ended before. */
export async function closeAttempt(
  engine: Engine,
  { attempt, watch, startedMs, outcome, exit, followed }: {
    readonly attempt: AnnouncedAttempt;
    readonly watch: Watch;
    readonly startedMs: number;
    readonly outcome: AttemptOutcome;
    readonly exit: Exit;
    /** `null`: the program could not be started. */
    readonly followed: Followed & { readonly swept: number } | null;
  },
): Promise<AttemptEnd> {
  const { clock, memory } = engine;
  const reading = readSignal(engine, attempt.token);
  const decides = reading.kind === "valid" &&
    (reading.fenced || outcome.kind === "success");
  const kept = decides || outcome.kind === "success" || followed === null
    ? null
    : await keepUnfinished(engine, engine.store.state.open?.attempts ?? 0);
  memory.tree = followed === null ? memory.tree : await treeOf(engine);
  const sleptMs = followed?.sleptMs ?? 0;
  if (sleptMs > 0) {
    tell(engine, "slept", {
      text: `The machine slept ${durationText(sleptMs)}`,
    });
  }
  const facts = factsOf(watch.events);
  const conversation = facts.conversation ??
    (watch.events.length === 0
      ? null
      : attempt.request.resumes ?? attempt.request.conversation);
  const used = attemptUsage(facts, {
    open: engine.store.state.open,
    conversation,
    price: attempt.price,
  });
  const rows: readonly NewRow[] = [{
    kind: "attempt-ended",
    outcome,
    exitCode: exit.code,
    signal: exit.signal,
    durationMs: Math.round(clock.steady() - startedMs),
    sleptMs: Math.round(sleptMs),
    conversation,
    ...used,
    turns: facts.turns,
    denials: facts.denials,
    login: facts.login,
    tree: memory.tree,
    kept,
    swept: followed?.swept ?? 0,
  }, { kind: "signal-read", reading }];
  await restoreFields(engine, { rows });
  tellEnd(engine, {
    outcome,
    denials: facts.denials,
    swept: followed?.swept ?? 0,
  });
  await tellMoney(engine);
  return { reading, stopped: followed?.stopped ?? null };
}

function tellEnd(
  engine: Engine,
  { outcome, denials, swept }: {
    readonly outcome: AttemptOutcome;
    readonly denials: readonly string[];
    readonly swept: number;
  },
): void {
  if (outcome.kind !== "success") {
    tell(engine, "attempt-ended", {
      level: "warn",
      text: describeOutcome(outcome),
      data: { outcome: outcome.kind },
    });
  }
  if (denials.length > 0) {
    tell(engine, "denied", {
      level: "warn",
      text: `The provider was not allowed: ${denials.join(", ")}`,
    });
  }
  if (swept > 0) {
    tell(engine, "swept", {
      level: "warn",
      text: `Ended ${swept} process${swept === 1 ? "" : "es"} left behind`,
    });
  }
}
