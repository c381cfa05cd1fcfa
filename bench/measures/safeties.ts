/**
 * What each safety costs by itself, with the program's own parts.
 *
 * @module
 */

import { join } from "@std/path";
import { openJournal } from "../../lib/session/journal.ts";
import { acquireLock } from "../../lib/session/lock.ts";
import { changeNotebook } from "../../lib/session/notebook.ts";
import { editOverview } from "../../lib/session/overview_edit.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { createFactsReader } from "../../lib/system/git_facts.ts";
import { createGuard } from "../../lib/system/guard.ts";
import { createLooker, lookAt } from "../../lib/system/look.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { newSession } from "../synthetic.ts";

/** Journal, lock, guard, sweep, git. */
export const safeties: Measure = { name: "safeties", run };

async function run(lab: Lab): Promise<readonly Figure[]> {
  const folder = await newSession(lab, { name: "safe", iterations: 2 });
  const paths = sessionPaths(folder);
  const journal = await openJournal(paths, {
    clock,
    run: null,
    onRow: () => {},
  });
  const guard = createGuard({ graceMs: 5000, table: "proc" });
  const mark = crypto.randomUUID();
  const looker = createLooker();
  const look = lookAt({ mark, group: null }, { table: "proc", looker });
  const facts = createFactsReader(lab.project);
  const file = Deno.openSync(join(folder, "flush"), {
    create: true,
    append: true,
  });
  const line = new TextEncoder().encode("x".repeat(400));
  let turn = 0;
  const parts: readonly [string, string, () => unknown][] = [
    ["lock", "session lock taken and freed", async () => {
      (await acquireLock(paths.sessionLock, { waitMs: 0, clock }))!.release();
    }],
    ["flush", "400 bytes appended and flushed", () => {
      file.writeSync(line);
      file.syncSync();
    }],
    [
      "row",
      "a row: lock, look at the journal, append, flush",
      () =>
        journal.append({ kind: "notified", about: "x", sent: [], failed: [] }),
    ],
    [
      "overview",
      "a field changed in the overview",
      () =>
        changeNotebook(
          paths,
          (text) => editOverview(text, { fields: { Next: `${turn++}` } }),
        ),
    ],
    ["guard", "a tree told to the guard and taken back", async () => {
      await guard.hold({ mark, pid: 1, startTime: "0" });
      await guard.free(mark);
    }],
    [
      "sweep",
      "all processes of the machine looked at",
      () => look({ group: false }),
    ],
    [
      "git",
      "HEAD, tree and changes of 200 files",
      () => facts.read(),
    ],
  ];
  const figures: Figure[] = [];
  try {
    for (const [name, title, work] of parts) {
      const values: number[] = [];
      for (let round = 0; round < lab.rounds(60); round++) {
        const begun = performance.now();
        await work();
        values.push(performance.now() - begun);
      }
      figures.push({
        name: `safety ${name}`,
        title,
        unit: "ms",
        better: "less",
        // The first ones are made before anything is compiled.
        values: values.slice(values.length >> 2),
        reference: null,
        goal: null,
      });
    }
  } finally {
    file.close();
    await Promise.all([guard.close(), looker.close(), facts.close()]);
  }
  return figures;
}
