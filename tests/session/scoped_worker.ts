/**
 * Works on a session in a room that may reach nothing but its folder, and posts what it saw.
 *
 * @module
 */

import { openJournal } from "../../lib/session/journal.ts";
import { leaseHeld } from "../../lib/session/lease.ts";
import {
  changeNotebook,
  createNotebook,
  mendNotebook,
} from "../../lib/session/notebook.ts";
import { editOverview } from "../../lib/session/overview_edit.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import {
  clearSignalFile,
  readSignalFile,
} from "../../lib/session/signal_file.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { moveFile } from "../../lib/system/place.ts";
import { OVERVIEW } from "./fixture.ts";

/** The part of a worker's global scope that is used here; the types of the project know only a window's. */
interface Port {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(message: unknown): void;
}
const port = self as unknown as Port;

port.onmessage = async ({ data: folder }) => {
  const paths = sessionPaths(folder);
  const kinds: string[] = [];
  const journal = await openJournal(paths, {
    clock,
    run: "r1",
    repair: true,
    onRow: (row) => kinds.push(row.kind),
  });
  createNotebook(paths, OVERVIEW);
  await journal.transact(async (tx) => {
    const { after } = await changeNotebook(
      paths,
      (text) => editOverview(text, { fields: { Phase: "testing" } }),
    );
    await tx.append({ kind: "overview-written", overview: after });
  });
  moveFile(paths.overview, paths.swap);
  const mended = mendNotebook(paths);
  const signal = readSignalFile(paths);
  clearSignalFile(paths);
  port.postMessage({
    kinds,
    mended,
    signal,
    held: await leaseHeld(paths, clock),
  });
};
