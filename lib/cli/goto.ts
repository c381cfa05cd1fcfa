/**
 * `samocode goto`: puts a session into another phase.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { gotoPhase } from "../session/goto.ts";
import type { Terminal } from "../system/terminal.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { gateCall, holderOf, loadForActing, openActing } from "./acting.ts";
import { goOn } from "./go_on.ts";
import { type Call, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const [phase, word] = call.positionals;
  const wanted = text(call, "session") ?? word;
  const session = wanted === undefined ? [] : [shellWord(wanted)];
  const note = text(call, "note");
  if (phase === undefined || note === undefined) {
    throw new UsageError(
      phase === undefined
        ? "Cannot go to another phase: none is named"
        : `Cannot go to "${phase}" without a reason`,
      {
        hint: ["samocode goto", phase ?? "PHASE", ...session, '--note "…"']
          .join(" "),
      },
    );
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
