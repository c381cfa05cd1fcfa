/**
 * `samocode session continue`: tells where a session and its files are, for somebody who goes on by hand.
 *
 * @module
 */

import { wayOn } from "../../session/gates.ts";
import { leaseHeld } from "../../session/lease.ts";
import { readNotebook } from "../../session/notebook.ts";
import { noteInFlow } from "../../session/note.ts";
import { type OverviewReading, readOverview } from "../../session/overview.ts";
import { systemClock } from "../../system/clock.ts";
import { listFolder } from "../../system/files.ts";
import type { Terminal } from "../../system/terminal.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { type Acting, loadForActing, openActing } from "../acting.ts";
import { sessionWord } from "../find_session.ts";
import { commandLines } from "../look/place.ts";
import { now } from "../own_clock.ts";
import type { Call } from "../subcommand.ts";

const FLOW_LINES = 10;
const FILES = 8;

/** Prints the place and the flow, and marks the latter; while a run works it only prints. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const acting = await openActing(sessionWord(call), { terminal, config });
  const { store } = acting;
  const notebook = readNotebook(store.paths);
  const overview = notebook.kind === "text"
    ? readOverview(notebook.text)
    : null;
  for (const line of placeLines(acting, overview)) terminal.out(line);
  const isHeld = () => leaseHeld(store.paths, systemClock);
  if (await isHeld()) {
    terminal.err("samocode: a run works on it: leave it alone, or stop it");
    return 0;
  }
  await noteInFlow(store, {
    actor: acting.actor,
    moment: now(),
    text: "Session continued by hand",
    tag: "continue",
    isHeld,
  });
  terminal.err(
    `samocode: when you are done: ${
      commandLines({ terminal, config })(acting.name)("session sync")
    }`,
  );
  return 0;
}

function placeLines(
  { store, name, config }: Acting,
  overview: OverviewReading | null,
): readonly string[] {
  const { state, paths } = store;
  const branch = state.branch === null ? "" : ` (branch ${state.branch})`;
  const files = artifacts(paths.folder);
  const flow = overview?.flow.slice(-FLOW_LINES) ?? [];
  return [
    `Session:  ${name}`,
    `Folder:   ${paths.folder}`,
    `Work in:  ${
      state.workingDir ?? overview?.workingDir ?? config.mainRepo
    }${branch}`,
    `Phase:    ${state.phase ?? "none"} (iteration ${state.iteration})`,
    ...(overview?.task
      ? [`Task:     ${oneLine(overview.task.split("\n", 1)[0]!)}`]
      : []),
    ...(overview?.lastAction
      ? [`Last:     ${oneLine(overview.lastAction)}`]
      : []),
    ...(overview?.next ? [`Next:     ${oneLine(overview.next)}`] : []),
    `By loop:  ${wayOn(state, name)}`,
    ...(files.length === 0 ? [] : ["Files:", ...files.map((f) => `- ${f}`)]),
    ...(flow.length === 0 ? [] : ["Flow:", ...flow.map(oneLine)]),
  ];
}

/** The newest reports, plans and other texts, the newest last. */
function artifacts(folder: string): readonly string[] {
  return listFolder(folder)
    .filter(({ name, isFile }) => isFile && /^\d.*\.md$/.test(name))
    .map(({ name }) => name).slice(-FILES);
}
