/**
 * `samocode unblock`: lets a session go on that is blocked, or waits for an action.
 *
 * @module
 */

import { unblockSession } from "../session/set_right.ts";
import type { Terminal } from "../system/terminal.ts";
import { gateCall, loadForActing, openActing } from "./acting.ts";
import { sessionWord } from "./find_session.ts";
import { goOn } from "./go_on.ts";
import { orWait } from "./or_wait.ts";
import { type Call, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const acting = await openActing(sessionWord(call), { terminal, config });
  const { from } = await orWait(acting, async () =>
    await unblockSession(
      acting.store,
      await gateCall(acting, text(call, "note")),
    ));
  terminal.out(`Unblocked: ${acting.name} goes on with ${from}`);
  return await goOn(acting, call);
}
