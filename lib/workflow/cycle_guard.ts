/**
 * Stops work that goes round in circles: told once, blocked when it goes on.
 *
 * @module
 */

import { cycleText, type ProgressMark } from "./cycles.ts";
import type { Decision } from "./decision.ts";
import type { SessionState } from "./state.ts";
import { phaseOf, type Workflow } from "./table.ts";
import { leadsToEnd } from "./test_gate.ts";

/**
 * Adds to a decision what the iteration led to, and what follows when that is a circle.
 *
 * Only phases whose progress is commits are looked at, and no step towards the end is ever stopped.
 *
 * @param options.mark `null`: what it led to is not known, as in a plain folder.
 */
export function guardCycle(
  decision: Decision,
  { workflow, state, mark }: {
    readonly workflow: Workflow;
    readonly state: Pick<SessionState, "recent" | "nudged">;
    readonly mark: ProgressMark | null;
  },
): Decision {
  const moves = decision.kind === "repeat" || decision.kind === "advance";
  if (
    mark === null || !moves || leadsToEnd(decision, workflow) ||
    phaseOf(workflow, decision.from)?.progress !== "commits"
  ) return decision;
  const marked = { ...decision, progress: mark };
  const circle = cycleText([...state.recent, mark]);
  if (circle === null || decision.refused) return marked;
  if (!state.nudged) {
    return {
      ...marked,
      nudge:
        `${circle} Do not do once more what you did: find out why it does not lead on and take another way, ` +
        `or signal "blocked" with the reason. If it goes on like this, the session stops.`,
    };
  }
  return {
    ...marked,
    kind: "block",
    rule: "cycle",
    to: decision.from,
    text: `It goes round in circles: ${circle}`,
    needs: "human_decision",
  };
}
