/**
 * The decision at the end of an iteration: from what was read and found to what happens next.
 *
 * @module
 */

import { block, type Decision, type DecisionKind } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { type Refusal, refuseSignal } from "./refuse_signal.ts";
import type { Reading, Signal } from "./signal.ts";
import { type Phase, phaseOf, type Workflow } from "./table.ts";

/** A check that fails so often in the same way, in whatever phases, is for a person. */
const MAX_SAME_FAILURES = 3;

/** What a decision rests on. */
export interface DecideInput {
  readonly workflow: Workflow;
  /** Present phase. */
  readonly phase: string;
  /** Refusals in a row before this one. */
  readonly refusals: number;
  readonly reading: Reading;
  readonly evidence: Evidence;
}

/**
 * Decides an iteration.
 *
 * A refusal repeats the phase once with its reason in the prompt; a second one in a row blocks. No signal is never
 * "go on".
 *
 * @throws {RangeError} when the workflow has no such phase; the caller checks that before the iteration.
 */
export function decide(input: DecideInput): Decision {
  const phase = phaseOf(input.workflow, input.phase);
  if (phase === undefined) throw new RangeError(`no phase "${input.phase}"`);
  if (input.reading.kind !== "valid") {
    return block(phase.name, {
      rule: "no-signal",
      text: `No usable signal: ${input.reading.reason}`,
      needs: "investigation",
    });
  }
  const signal = input.reading.signal;
  const { workflow, evidence } = input;
  const refusal = refuseSignal(signal, { workflow, phase, evidence });
  if (refusal !== null) return refused(phase, { input, refusal });
  const to = signal.phase ?? phase.name;
  switch (signal.status) {
    case "blocked":
      return block(phase.name, {
        rule: "provider-blocked",
        text: signal.reason ?? signal.summary ?? "The provider gave no reason",
        needs: signal.needs ?? null,
      });
    case "waiting":
      return hold(phase, { signal, input });
    case "done":
      return decision("finish", "done", phase, {
        text: signal.summary ?? "Finished",
      });
    case "continue":
      return to === phase.name
        ? decision("repeat", "same-phase", phase, {
          text: signal.summary ?? "",
        })
        : decision("advance", "transition", phase, {
          to,
          text: signal.summary ?? "",
        });
  }
}

function refused(
  phase: Phase,
  { input, refusal }: { input: DecideInput; refusal: Refusal },
): Decision {
  const { checks } = input.evidence;
  const failures = checks?.kind === "run" ? checks.sameFailures : 0;
  const times = failures >= MAX_SAME_FAILURES
    ? `The same failure ${failures} times`
    : input.refusals > 0
    ? "Refused twice in a row"
    : null;
  return {
    ...(times !== null
      ? block(phase.name, {
        rule: refusal.rule,
        text: `${times}: ${refusal.text}`,
        needs: "human_decision",
      })
      : decision("repeat", refusal.rule, phase, { text: refusal.text })),
    refused: true,
  };
}

function hold(
  phase: Phase,
  { signal, input }: { signal: Signal; input: DecideInput },
): Decision {
  const reason = signal.for!;
  if (reason === "qa_answers" && input.evidence.questions === "complete") {
    return decision("repeat", "already-answered", phase, {
      text: `All questions in "_qa.md" are answered already`,
    });
  }
  return decision("hold", `waits-${reason}`, phase, {
    text: signal.reason ?? signal.summary ?? "",
    wait: {
      reason,
      to: phase.gate?.reason === reason ? phase.gate.to : null,
    },
  });
}

function decision(
  kind: DecisionKind,
  rule: string,
  phase: Phase,
  rest: Partial<Pick<Decision, "to" | "text" | "wait">>,
): Decision {
  return {
    kind,
    rule,
    from: phase.name,
    to: rest.to ?? phase.name,
    refused: false,
    text: rest.text ?? "",
    needs: null,
    wait: rest.wait ?? null,
  };
}
