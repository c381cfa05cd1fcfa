/**
 * `samocode retry`: ends a wait for a limit, or before another attempt.
 *
 * @module
 */

import { requestRetry } from "../session/requests.ts";
import type { Terminal } from "../system/terminal.ts";
import { holderOf, loadForActing, openActing } from "./acting.ts";
import { sessionWord } from "./find_session.ts";
import { commandLines } from "./look/place.ts";
import type { Call } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const { store, name, actor } = await openActing(sessionWord(call), {
    terminal,
    config,
  });
  const atOnce = await requestRetry(store, {
    actor,
    holder: () => holderOf(store),
  });
  terminal.out(
    atOnce
      ? `${name} tries again now`
      : `The next run of ${name} does not wait`,
  );
  if (!atOnce) {
    const command = commandLines({ terminal, config })(name);
    terminal.err(`samocode: next: ${command("run")}`);
  }
  return 0;
}
