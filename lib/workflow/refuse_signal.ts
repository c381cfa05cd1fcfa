/**
 * Why a signal is not followed: what the workflow does not allow, and what the facts speak against.
 *
 * @module
 */

import type { Evidence } from "./evidence.ts";
import type { Signal } from "./signal.ts";
import { type Phase, phaseOf, type Workflow } from "./table.ts";

/** The rule that refuses a signal, and in words why and what to do instead. */
export interface Refusal {
  readonly rule: string;
  readonly text: string;
}

/** What a signal is held against. */
export interface Grounds {
  readonly workflow: Workflow;
  /** Present phase. */
  readonly phase: Phase;
  readonly evidence: Evidence;
}

/** Why a signal cannot be followed; `null`: it can. */
export function refuseSignal(signal: Signal, grounds: Grounds): Refusal | null {
  const { phase, workflow } = grounds;
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
  if (phaseOf(workflow, to) === undefined) {
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
      return signal.status === "waiting" ? refuseWait(signal, grounds) : null;
    case "done":
      return refuseUnverified(grounds);
    case "continue":
      return to === phase.name ? null : refuseTransition(to, grounds);
  }
}

function refuseWait(
  signal: Signal,
  { phase, evidence }: Grounds,
): Refusal | null {
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
  if (signal.for === "qa_answers" && evidence.questions === "none") {
    return no("wait-without-questions", {
      text: `There is no question in "_qa.md" to wait for`,
      way: `Write the questions first, or go on`,
    });
  }
  if (signal.for === phase.gate?.reason && evidence.plan === null) {
    return no("gate-without-plan", {
      text: `There is no plan to approve: "## Plans" lists none that exists`,
      way: `Write the plan file and list it under "## Plans"`,
    });
  }
  return null;
}

function refuseTransition(to: string, grounds: Grounds): Refusal | null {
  const { phase, evidence } = grounds;
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
    phase.waits.includes("qa_answers") && evidence.questions === "open"
  ) {
    return no("answers-open", {
      text: `Questions in "_qa.md" are not answered yet`,
      way: `Signal "waiting" for "qa_answers"`,
    });
  }
  return refuseUnverified(grounds);
}

function refuseUnverified({ phase, evidence }: Grounds): Refusal | null {
  const { checks } = evidence;
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
  const red = checks.results.find((check) => !check.green);
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

function no(
  rule: string,
  { text, way }: { text: string; way: string },
): Refusal {
  return { rule, text: `${text}. ${way}` };
}

function list(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : words.join(", ");
}
