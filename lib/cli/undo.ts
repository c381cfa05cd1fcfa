/**
 * `samocode undo`: puts the newest kept work back; once more takes that back.
 *
 * @module
 */

import { RefusedError } from "../session/refused.ts";
import type { Terminal } from "../system/terminal.ts";
import { loadForActing, openActing } from "./acting.ts";
import { sessionWord } from "./find_session.ts";
import type { Call } from "./subcommand.ts";
import { isCheckpoint } from "./wip/checkpoint.ts";
import { keptOf } from "./wip/kept.ts";
import { restoreWork } from "./wip/restore.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const acting = await openActing(sessionWord(call), { terminal, config });
  const kept = await keptOf(acting.name, acting.store.state);
  // A checkpoint is put back by its name only.
  const newest = kept.refs.find(({ name }) => !isCheckpoint(name));
  if (newest === undefined) {
    const cannot =
      `Cannot undo anything in "${acting.name}": no unfinished work`;
    throw kept.refs.length === 0
      ? new RefusedError(`${cannot} is kept`, {
        hint: `git -C "${kept.cwd}" status`,
      })
      : new RefusedError(
        `${cannot} of an attempt is kept, and a checkpoint is put back by its name`,
        { hint: `samocode wip list ${acting.name}` },
      );
  }
  await restoreWork(acting, { kept, ref: newest });
  return 0;
}
