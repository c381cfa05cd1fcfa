import { assertEquals, assertNotEquals } from "@std/assert";
import { glanceAt } from "../../lib/session/glance.ts";
import { openJournal } from "../../lib/session/journal.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { foldRow } from "../../lib/workflow/fold.ts";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import { emptyState, type SessionState } from "../../lib/workflow/state.ts";
import { finishes, moves, plans, withEngine } from "../engine/stage.ts";
import { withSession } from "./fixture.ts";

/** Version of the runs of `withEngine`. */
const VERSION = "0.0.0";

const SAYS: NewRow = {
  kind: "request",
  verb: "say",
  text: 'He wrote "kind":"run-stopped" there',
  by: "person",
  channel: "command",
  from: null,
  to: null,
  change: null,
};

/** The fold of all rows, as far as a glance tells it. */
async function folded(paths: SessionPaths): Promise<SessionState> {
  let state = emptyState;
  const onRow = (row: Row) => void (state = foldRow(state, row));
  await openJournal(paths, { clock, run: null, onRow });
  return { ...state, task: null, dive: null };
}

async function add(paths: SessionPaths, row: NewRow): Promise<void> {
  const options = { clock, run: null, onRow: () => {} };
  await (await openJournal(paths, options)).append(row);
}

Deno.test("glanceAt() tells the fold of the whole journal after every end of a run, and what came after", () =>
  withEngine(async (stage) => {
    const { paths } = stage;
    const look = async () => {
      const glance = glanceAt(paths, VERSION);
      assertNotEquals(glance, null);
      assertEquals(glance!.state, await folded(paths));
      return glance!.rows.map(({ kind }) => kind);
    };
    await stage.run([plans]);
    assertEquals(await look(), ["run-stopped"]);
    await stage.approve();
    assertEquals((await look()).slice(0, 2), ["run-stopped", "gate-opened"]);
    await add(paths, SAYS);
    assertEquals((await look()).at(-1), "request");
    await stage.run([moves, finishes]);
    assertEquals(await look(), ["run-stopped"]);
  }));

Deno.test("glanceAt() tells nothing where another version told the sum, or none did", () =>
  withEngine(async (stage) => {
    assertEquals(glanceAt(stage.paths, VERSION), null);
    await stage.run([plans]);
    assertEquals(glanceAt(stage.paths, "0.0.1"), null);
    await withSession((paths) => assertEquals(glanceAt(paths, VERSION), null));
  }));

Deno.test("glanceAt() passes over a torn line, and tells nothing when the rows behind the sum are no chain", () =>
  withEngine(async (stage) => {
    const { paths } = stage;
    await stage.run([plans]);
    await add(paths, SAYS);
    const text = await Deno.readTextFile(paths.journal);
    const change = async (to: string) => {
      await Deno.writeTextFile(paths.journal, to);
      return glanceAt(paths, VERSION)?.rows.length ?? null;
    };
    assertEquals(await change(`${text}{"seq":`), 2);
    assertEquals(
      await change(text.replace('"phase":"planning"', '"phase":"done"')),
      2,
    );
    const stopped = text.replace('"reason":"waiting"', '"reason":"blocked"');
    assertNotEquals(stopped, text);
    assertEquals(await change(stopped), null);
    const forged = { seq: 99, kind: "run-stopped", prev: "x", time: "" };
    assertEquals(await change(`${text}${JSON.stringify(forged)}\n`), null);
    await Deno.remove(paths.journal);
    await Deno.symlink("/dev/null", paths.journal);
    assertEquals(glanceAt(paths, VERSION), null);
  }));
