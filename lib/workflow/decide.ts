/**
 * The decision at the end of an iteration: from what was read and found to what happens next.
 *
 * @module
 */

import type { Decision, DecisionKind } from "./decision.ts";
import type { CheckResult, Evidence } from "./evidence.ts";
import type { Reading, Signal } from "./signal.ts";
import { type Phase, phaseOf, type Workflow } from "./table.ts";

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
    return block(phase, "no-signal", {
      text: `No usable signal: ${input.reading.reason}`,
      needs: "investigation",
    });
  }
  const signal = input.reading.signal;
  const refusal = refuse(signal, { phase, input });
  if (refusal !== null) return refused(phase, { input, refusal });
  const to = signal.phase ?? phase.name;
  switch (signal.status) {
    case "blocked":
      return block(phase, "provider-blocked", {
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

/** A check that fails so often in the same way, in whatever phases, is for a person. */
const MAX_SAME_FAILURES = 3;

interface Refusal {
  readonly rule: string;
  readonly text: string;
}

interface Where {
  readonly phase: Phase;
  readonly input: DecideInput;
}

function refuse(signal: Signal, where: Where): Refusal | null {
  const { phase, input } = where;
  const to = signal.phase ?? phase.name;
  if (!phase.signals.includes(signal.status)) {
    return signal.status === "done" && !phase.final
      ? no("done-outside-final", {
        text:
          `"done" ends a session only in a final phase, not in "${phase.name}"`,
        way: `Allowed here: ${list(phase.signals)}`,
      })
      : no("status-not-allowed", {
        text: `Status "${signal.status}" is not allowed in "${phase.name}"`,
        way: `Allowed here: ${list(phase.signals)}`,
      });
  }
  if (phaseOf(input.workflow, to) === undefined) {
    return no("unknown-phase", {
      text: `There is no phase "${to}"`,
      way: `From here: ${list([phase.name, ...phase.next])}`,
    });
  }
  switch (signal.status) {
    case "blocked":
    case "waiting":
      if (to !== phase.name) {
        return no(`${signal.status}-changes-phase`, {
          text: `"${signal.status}" cannot change the phase to "${to}"`,
          way: `Leave "phase" out`,
        });
      }
      return signal.status === "waiting" ? refuseWait(signal, where) : null;
    case "done":
      return redChecks(where);
    case "continue":
      return to === phase.name ? null : refuseTransition(to, where);
  }
}

function refuseWait(signal: Signal, { phase, input }: Where): Refusal | null {
  const allowed = `Allowed in "for": ${list(phase.waits)}`;
  if (signal.for === undefined) {
    return no("wait-without-reason", {
      text: `A wait must say what for`,
      way: allowed,
    });
  }
  if (!phase.waits.includes(signal.for)) {
    return no("wait-foreign", {
      text: `"${phase.name}" cannot wait for "${signal.for}"`,
      way: allowed,
    });
  }
  if (signal.for === "qa_answers" && input.evidence.questions === "none") {
    return no("wait-without-questions", {
      text: `There is no question in "_qa.md" to wait for`,
      way: `Write the questions first, or go on`,
    });
  }
  if (signal.for === phase.gate?.reason && input.evidence.plan === null) {
    return no("gate-without-plan", {
      text: `There is no plan to approve: "## Plans" lists none that exists`,
      way: `Write the plan file and list it under "## Plans"`,
    });
  }
  return null;
}

function refuseTransition(to: string, where: Where): Refusal | null {
  const { phase, input } = where;
  if (!phase.next.includes(to)) {
    return no("transition-not-allowed", {
      text: `"${phase.name}" does not lead to "${to}"`,
      way: `From here: ${list([phase.name, ...phase.next])}`,
    });
  }
  if (phase.gate?.to === to) {
    return no("gate-closed", {
      text: `Going from "${phase.name}" to "${to}" needs a person`,
      way: `Signal "waiting" for "${phase.gate.reason}"`,
    });
  }
  if (phase.back.includes(to)) return null;
  if (
    phase.waits.includes("qa_answers") && input.evidence.questions === "open"
  ) {
    return no("answers-open", {
      text: `Questions in "_qa.md" are not answered yet`,
      way: `Signal "waiting" for "qa_answers"`,
    });
  }
  return redChecks(where);
}

function redChecks({ phase, input }: Where): Refusal | null {
  const { checks } = input.evidence;
  if (checks === null) return null;
  if (checks.kind === "dirty") {
    const paths = checks.paths.slice(0, 10);
    const more = checks.paths.length - paths.length;
    return no("uncommitted-changes", {
      text: `There are uncommitted changes: ${list(paths)}${
        more > 0 ? ` and ${more} more` : ""
      }`,
      way: `Commit what belongs to the work; remove or ignore the rest`,
    });
  }
  const red = redOf(checks.results);
  if (red === undefined) return null;
  const backs = phase.back.length > 0
    ? `Mend it, or go back to ${list(phase.back)}`
    : `Mend it`;
  const code = red.exitCode === null ? "was ended" : `exit ${red.exitCode}`;
  return no("check-red", {
    text:
      `Check "${red.name}" is red (${code}): ${red.command}; log "_logs/${red.log}"`,
    // Where only the first line is shown, it ends with the way.
    way: red.tail.trim() === ""
      ? `${backs}. It printed nothing`
      : `${backs}\nThe end of its output:\n${red.tail}`,
  });
}

function redOf(results: readonly CheckResult[]): CheckResult | undefined {
  return results.find((check) => !check.green);
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
      ? block(phase, refusal.rule, {
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

function block(
  phase: Phase,
  rule: string,
  { text, needs }: { text: string; needs: string | null },
): Decision {
  return decision("block", rule, phase, { text, needs });
}

function decision(
  kind: DecisionKind,
  rule: string,
  phase: Phase,
  rest: Partial<Pick<Decision, "to" | "text" | "needs" | "wait">>,
): Decision {
  return {
    kind,
    rule,
    from: phase.name,
    to: rest.to ?? phase.name,
    refused: false,
    text: rest.text ?? "",
    needs: rest.needs ?? null,
    wait: rest.wait ?? null,
  };
}

function no(
  rule: string,
  { text, way }: { text: string; way: string },
): Refusal {
  return { rule, text: `${text}. ${way}` };
}

function list(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : words.join(", ");
}
