/**
 * `samocode session sync`: tells the notebook what was done by hand, and commits the session's folder.
 *
 * @module
 */

import { leaseHeld } from "../../session/lease.ts";
import { readNotebook } from "../../session/notebook.ts";
import { noteInFlow } from "../../session/note.ts";
import { undatedName } from "../../workflow/names.ts";
import { systemClock } from "../../system/clock.ts";
import type { Terminal } from "../../system/terminal.ts";
import { loadForActing, openActing } from "../acting.ts";
import { sessionWord } from "../find_session.ts";
import { commandLines } from "../look/place.ts";
import { now } from "../own_clock.ts";
import { type Call, text } from "../subcommand.ts";
import { byHand } from "./by_hand.ts";
import { commitFolder } from "./commit_folder.ts";

const COMMITTED = {
  committed: "The session's folder is committed",
  unchanged: "The session's folder has nothing to commit",
  noRepository:
    "The session's folder is not committed: the folder of all sessions is no repository",
};

/** Writes one line into the flow log, if there is anything to tell. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const { store, name, actor } = await openActing(sessionWord(call), {
    terminal,
    config,
  });
  const notebook = readNotebook(store.paths);
  const overview = notebook.kind === "text" ? notebook.text : "";
  const words = text(call, "note") ?? await byHand(store.state, overview);
  if (words === null) {
    terminal.out("Nothing was done by hand since the last iteration");
  } else {
    await noteInFlow(store, {
      actor,
      moment: now(),
      text: `By hand: ${words}`,
      tag: "sync",
      isHeld: () => leaseHeld(store.paths, systemClock),
    });
    terminal.out(`Flow log: By hand: ${words}`);
  }
  const message = `Sync session: ${undatedName(name)}`;
  const did = await commitFolder(store.paths.folder, message);
  terminal.out(COMMITTED[did]);
  const command = commandLines({ terminal, config })(name);
  terminal.err(`samocode: next: ${command("run")}`);
  return 0;
}
