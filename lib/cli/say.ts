/**
 * `samocode say`: leaves a message for the next iteration.
 *
 * @module
 */

import { sayToSession } from "../session/requests.ts";
import type { Terminal } from "../system/terminal.ts";
import { loadForActing, openActing } from "./acting.ts";
import { personText, textWords } from "./person_text.ts";
import type { Call } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const words = textWords(call, { config, terminal, verb: "say" });
  const { store, name, actor } = await openActing(words.session, {
    terminal,
    config,
  });
  const message = await personText(words.text, {
    terminal,
    about: `What shall the next iteration of ${name} know?`,
    example: `samocode say ${name} "…"`,
  });
  const reader = await sayToSession(store, { actor, text: message });
  const sooner = store.state.attempt === null
    ? ""
    : `, or another attempt of ${reader - 1},`;
  terminal.out(`Said to ${name}: iteration ${reader}${sooner} will read it`);
  return 0;
}
