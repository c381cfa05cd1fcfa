/**
 * `samocode reopen`: gives a finished session a new goal.
 *
 * @module
 */

import { mustBeFinished, reopenSession } from "../session/set_right.ts";
import type { Terminal } from "../system/terminal.ts";
import { gateCall, loadForActing, openActing } from "./acting.ts";
import { goOn } from "./go_on.ts";
import { personText, textWords } from "./person_text.ts";
import type { Call } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const words = textWords(call, { config, terminal, verb: "reopen" });
  const acting = await openActing(words.session, {
    terminal,
    config,
    guess: "finished",
  });
  const { store, name } = acting;
  // Before anybody writes a long text for nothing.
  mustBeFinished(store.state, name);
  const goal = await personText(words.text, {
    terminal,
    about: `What is the new goal of ${name}?`,
    example: `samocode reopen ${name} "…"`,
  });
  const { to } = await reopenSession(store, {
    ...await gateCall(acting),
    goal,
  });
  terminal.out(`Reopened: ${name} begins with ${to}`);
  return await goOn(acting, call);
}
