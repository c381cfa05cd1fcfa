import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { glanceAt, provenGlance } from "../../lib/session/glance.ts";
import { openJournal } from "../../lib/session/journal.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { chainRows, verifyChain } from "../../lib/session/verify.ts";
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

/** The fold of all rows. */
async function folded(paths: SessionPaths): Promise<SessionState> {
  let state = emptyState;
  const onRow = (row: Row) => void (state = foldRow(state, row));
  await openJournal(paths, { clock, run: null, onRow });
  return state;
}

async function rowsIn(paths: SessionPaths): Promise<readonly Row[]> {
  return chainRows(await Deno.readFile(paths.journal));
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

Deno.test("glanceAt() tells no long task, and says so", () =>
  withEngine(async (stage) => {
    const { paths } = stage;
    await stage.run([plans]);
    assertEquals(glanceAt(paths, VERSION)?.whole, true);
    const task = "Greet people. ".repeat(400);
    const [created] = await rowsIn(paths);
    assert(created?.kind === "session-created");
    const { seq: _seq, prev: _prev, time: _time, ...body } = created;
    // The stage works in a plain folder.
    await add(paths, { ...body, branch: null, task });
    await stage.approve();
    await stage.run([moves, finishes]);
    const glance = glanceAt(paths, VERSION);
    assertEquals([glance?.state.task, glance?.whole], [null, false]);
    assertEquals((await stage.state()).task, task);
  }));

Deno.test("provenGlance() is a glance where all bytes before the end of the run are as they were", () =>
  withEngine(async (stage) => {
    const { paths } = stage;
    await stage.run([plans]);
    await add(paths, SAYS);
    const glance = await provenGlance(paths, VERSION);
    assertEquals(glance?.state, await folded(paths));
    assertEquals(glance?.rows.length, 2);
    const text = await Deno.readTextFile(paths.journal);
    const changed = text.replace("Greet people", "Greet peoplE");
    assertNotEquals(changed, text);
    await Deno.writeTextFile(paths.journal, changed);
    assertNotEquals(glanceAt(paths, VERSION), null);
    assertEquals(await provenGlance(paths, VERSION), null);
  }));

Deno.test("glanceAt() tells where somebody can go on reading and writing", () =>
  withEngine(async (stage) => {
    const { paths } = stage;
    await stage.run([plans]);
    await add(paths, { ...SAYS, text: "Grüße" });
    const seen: Row[] = [];
    const journal = await openJournal(paths, {
      clock,
      run: null,
      onRow: (row) => void seen.push(row),
      known: glanceAt(paths, VERSION)!.known(),
    });
    assertEquals(seen, []);
    await journal.append(SAYS);
    assertEquals(seen.length, 1);
    assertEquals(verifyChain(await Deno.readFile(paths.journal)), []);
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

Deno.test("glanceAt() tells nothing where a line behind the sum is no UTF-8", () =>
  withEngine(async (stage) => {
    const { paths } = stage;
    await stage.run([plans]);
    await add(paths, { ...SAYS, text: "Gr#e" });
    const bytes = await Deno.readFile(paths.journal);
    assertEquals(glanceAt(paths, VERSION)?.rows.length, 2);
    bytes[bytes.lastIndexOf(35)] = 0xfc;
    await Deno.writeFile(paths.journal, bytes);
    assertEquals(glanceAt(paths, VERSION), null);
  }));
