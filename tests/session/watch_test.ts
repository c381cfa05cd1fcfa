import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { digest } from "../../lib/session/digest.ts";
import { JournalChangedError, openJournal } from "../../lib/session/journal.ts";
import { takeLease } from "../../lib/session/lease.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { watchSession } from "../../lib/session/watch.ts";
import { type Clock, systemClock } from "../../lib/system/clock.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { prepared, runStarted } from "../workflow/fixture.ts";
import { withSession } from "./fixture.ts";

const clock = systemClock;
const stopped: NewRow = {
  kind: "run-stopped",
  reason: "limit",
  code: 6,
  text: "",
  next: null,
  overview: null,
};

async function write(paths: SessionPaths, ...rows: readonly NewRow[]) {
  const journal = await openJournal(paths, {
    clock,
    run: "r1",
    onRow: () => {},
  });
  for (const row of rows) await journal.append(row);
}

/** The same at once, so that it can happen in the middle of a look. */
function writeNow({ journal }: SessionPaths, row: NewRow) {
  const line = Deno.readTextFileSync(journal).trimEnd().split("\n").at(-1)!;
  const { seq, time, run, iteration, attempt } = JSON.parse(line);
  const common = {
    seq: seq + 1,
    time,
    prev: digest(line),
    run,
    iteration,
    attempt,
  };
  const text = `${JSON.stringify({ ...common, ...row })}\n`;
  Deno.writeTextFileSync(journal, text, { append: true });
}

function take(paths: SessionPaths) {
  return takeLease(paths, {
    pid: 1,
    startTime: "1",
    run: "r1",
    host: "desk",
    since: "",
    version: "0.1.0",
  }, clock);
}

/** Looks until the lease is free: a wait for it that the system does not take back has ended then, too. */
async function untilFree(
  watch: Awaited<ReturnType<typeof watchSession>>,
  tick: () => void = () => {},
) {
  while (watch.held) {
    await clock.sleep(5);
    tick();
    await watch.look();
  }
}

Deno.test("watchSession() reads what others write, and every row once", () =>
  withSession(async (paths) => {
    const kinds: string[] = [];
    const onRow = ({ kind }: { kind: string }) => void kinds.push(kind);
    const watch = await watchSession(paths, { version: "0.0.0", clock, onRow });
    assertEquals(watch.state.seq, 0);
    assertFalse(await watch.look());
    await write(paths, ...prepared);
    assert(await watch.look());
    assertFalse(await watch.look());
    await write(paths, runStarted);
    assert(await watch.look());
    assertEquals(watch.state.run?.pid, 7);
    assertEquals(kinds, ["session-created", "worktree-ready", "run-started"]);
  }));

Deno.test("watchSession() makes no file in the folder", () =>
  withSession(async (paths) => {
    await (await watchSession(paths, { version: "0.0.0", clock })).look();
    assertEquals([...Deno.readDirSync(paths.folder)], []);
  }));

Deno.test("watchSession() sees the lease freed at the next look once the run has stopped", () =>
  withSession(async (paths) => {
    const lease = await take(paths);
    await write(paths, runStarted);
    const watch = await watchSession(paths, { version: "0.0.0", clock });
    assert(watch.held);
    await write(paths, stopped);
    await watch.look();
    assert(watch.held);
    lease.release();
    await untilFree(watch);
    assertEquals(watch.state.run?.stopped?.code, 6);
  }));

Deno.test("watchSession() looks at the lease of a quiet run once a second", () =>
  withSession(async (paths) => {
    const lease = await take(paths);
    await write(paths, runStarted);
    let now = 0;
    const fast: Clock = { ...clock, steady: () => now };
    const watch = await watchSession(paths, { version: "0.0.0", clock: fast });
    lease.release();
    now = 999;
    await watch.look();
    assert(watch.held);
    now = 1_000;
    await watch.look();
    await untilFree(watch, () => now += 1_000);
  }));

Deno.test("watchSession() has all rows of a run that holds the lease no more", () =>
  withSession(async (paths) => {
    const lease = await take(paths);
    await write(paths, runStarted);
    let now = 0;
    let last: NewRow | null = stopped;
    const steady = () => {
      // Between the look at the journal and the one at the lease.
      if (now > 0 && last !== null) {
        writeNow(paths, last);
        last = null;
        lease.release();
      }
      return now;
    };
    const watch = await watchSession(paths, {
      version: "0.0.0",
      clock: { ...clock, steady },
    });
    now = 1_000;
    await watch.look();
    await untilFree(watch);
    assertEquals(watch.state.run?.stopped?.reason, "limit");
  }));

Deno.test("watchSession() refuses a journal that somebody changed", () =>
  withSession(async (paths) => {
    await write(paths, ...prepared);
    const watch = await watchSession(paths, { version: "0.0.0", clock });
    const text = Deno.readTextFileSync(paths.journal);
    Deno.writeTextFileSync(paths.journal, text.replace("Do it", "Do that too"));
    await assertRejects(() => watch.look(), JournalChangedError);
    await assertRejects(
      () => watchSession(paths, { version: "0.0.0", clock }),
      JournalChangedError,
    );
  }));
