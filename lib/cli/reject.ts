/**
 * `samocode reject`: sends the work back from a gate.
 *
 * @module
 */

import { mustBeRejectable, rejectGate } from "../session/reject.ts";
import type { Terminal } from "../system/terminal.ts";
import { gateCall, loadForActing, openActing } from "./acting.ts";
import { goOn } from "./go_on.ts";
import { orWait } from "./or_wait.ts";
import { personText, textWords } from "./person_text.ts";
import type { Call } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const words = textWords(call, { config, terminal, verb: "reject" });
  const acting = await openActing(words.session, { terminal, config });
  const { store, name } = acting;
  // Before anybody writes a long text for nothing.
  await orWait(
    acting,
    () => Promise.resolve(mustBeRejectable(store.state, name)),
  );
  const reason = await personText(words.text, {
    terminal,
    about: `What shall be different in ${name}?`,
    example: `samocode reject ${name} "…"`,
  });
  const { to } = await orWait(
    acting,
    async () =>
      await rejectGate(store, { ...await gateCall(acting), text: reason }),
  );
  terminal.out(`Rejected: ${name} goes on with ${to}`);
  return await goOn(acting, call);
}
