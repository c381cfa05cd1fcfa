/**
 * `samocode goto`: puts a session into another phase.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { gotoPhase } from "../session/goto.ts";
import type { Terminal } from "../system/terminal.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { phaseOf } from "../workflow/table.ts";
import { gateCall, holderOf, loadForActing, openActing } from "./acting.ts";
import { findSession } from "./find_session.ts";
import { goOn } from "./go_on.ts";
import { loadWorkflow } from "./load_workflow.ts";
import { glanceState } from "./open_session.ts";
import { type Call, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const [phase, word] = call.positionals;
  const wanted = text(call, "session") ?? word;
  const note = text(call, "note");
  if (phase === undefined) {
    throw new UsageError("Cannot go to another phase: none is named", {
      hint: hintOf("PHASE", wanted),
    });
  }
  if (note === undefined) {
    throw await withoutReason(call, { terminal, phase, wanted });
  }
  const config = await loadForActing(call, terminal);
  const acting = await openActing(wanted, {
    terminal,
    config,
  });
  const { store, name } = acting;
  const { from, to } = await gotoPhase(store, {
    ...await gateCall(acting),
    phase,
    note,
    isHeld: async () => (await holderOf(store)).kind === "held",
  });
  terminal.out(`${name}: ${from} → ${to}`);
  return await goOn(acting, call);
}

function hintOf(phase: string, wanted: string | undefined): string {
  const session = wanted === undefined ? [] : [shellWord(wanted)];
  return ["samocode goto", phase, ...session, '--note "…"'].join(" ");
}

/** Whatever else is wrong is told with it; nothing is written, not even that a session is taken over. */
async function withoutReason(
  call: Call,
  { terminal, phase, wanted }: {
    readonly terminal: Terminal;
    readonly phase: string;
    readonly wanted: string | undefined;
  },
): Promise<UsageError> {
  const problem = `Cannot go to "${phase}" without a reason`;
  try {
    const config = await loadForActing(call, terminal);
    const folder = await findSession(wanted, {
      terminal,
      config,
      guess: "unfinished",
    });
    const { workflow: kept } = await glanceState(folder);
    const { workflow } = await loadWorkflow(kept ?? config.workflow);
    return phaseOf(workflow, phase.trim().toLowerCase()) === undefined
      ? new UsageError(
        `${problem}, and the workflow "${workflow.name}" has no such phase`,
        {
          details: Object.keys(workflow.phases),
          hint: hintOf("PHASE", wanted),
        },
      )
      : new UsageError(problem, { hint: hintOf(phase, wanted) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return new UsageError(problem, {
      cause: error,
      details: [error.message, ...error.details],
      hint: hintOf(phase, wanted),
    });
  }
}
