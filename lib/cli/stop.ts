/**
 * `samocode stop`: ends the run of a session.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { readLeaseInfo } from "../session/lease.ts";
import { requestStop } from "../session/requests.ts";
import { signalProcess } from "../system/capture.ts";
import { processAlive } from "../system/process_table.ts";
import { hostName } from "../system/self.ts";
import type { Terminal } from "../system/terminal.ts";
import { type Acting, holderOf, loadForActing, openActing } from "./acting.ts";
import { sessionWord } from "./find_session.ts";
import { type Call, on } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const acting = await openActing(sessionWord(call), { terminal, config });
  const { store, name, actor } = acting;
  await requestStop(store, { actor, holder: () => holderOf(store) });
  if (!on(call, "now")) {
    terminal.out(`Stop requested: ${name} ends its attempt and its run`);
    return 0;
  }
  const pid = await endHolder(acting);
  terminal.out(`Stop requested: ${name}; process ${pid} was told to end`);
  return 0;
}

/** Sends TERM to the process that took the lease, if it is still the same one. */
async function endHolder({ store, name }: Acting): Promise<number> {
  const info = readLeaseInfo(store.paths);
  const cannot = `Cannot end the process of "${name}":`;
  const hint = `samocode status ${name}`;
  if (info === null) {
    throw new UserError(`${cannot} nobody wrote down which one it is`, {
      hint,
    });
  }
  if (info.host !== hostName()) {
    throw new UserError(`${cannot} it is on the machine "${info.host}"`, {
      hint,
    });
  }
  if (
    !await processAlive(info.pid, info.startTime) ||
    signalProcess(info.pid, "SIGTERM") !== "sent"
  ) {
    throw new UserError(
      `${cannot} process ${info.pid} is not the one that took the session`,
      { hint },
    );
  }
  return info.pid;
}
