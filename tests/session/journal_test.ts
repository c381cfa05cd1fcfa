import { assert, assertEquals, assertRejects } from "@std/assert";
import { BusyError } from "../../lib/errors.ts";
import { digest } from "../../lib/session/digest.ts";
import { openJournal } from "../../lib/session/journal.ts";
import { acquireLock } from "../../lib/session/lock.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { verifyChain } from "../../lib/session/verify.ts";
import { type Clock, systemClock } from "../../lib/system/clock.ts";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import { withSession } from "./fixture.ts";

/** 15 January 2026, 14:30 in a zone one hour east; other waits are the machine's. */
const clock: Clock = {
  ...systemClock,
  now: () => 1_768_483_800_000,
  offset: () => 60,
};
const STARTED: NewRow = {
  kind: "iteration-started",
  iteration: 3,
  phase: "planning",
};

/** A journal, and the rows that it told. */
async function opened(paths: SessionPaths, run: string | null = "r1") {
  const rows: Row[] = [];
  const journal = await openJournal(paths, {
    clock,
    run,
    onRow: (row) => rows.push(row),
  });
  return { journal, rows };
}

Deno.test("openJournal() opens an empty journal without making one", () =>
  withSession(async (paths) => {
    const { journal, rows } = await opened(paths);
    await journal.refresh();
    assertEquals([rows, journal.size, journal.repaired], [[], 0, null]);
    assertEquals([...Deno.readDirSync(paths.folder)], []);
  }));

Deno.test("append() fills in number, time, chain, run, iteration and attempt", () =>
  withSession(async (paths) => {
    const { journal, rows } = await opened(paths);
    const first = await journal.append(STARTED);
    assertEquals(first, {
      seq: 1,
      time: "2026-01-15T14:30:00.000+01:00",
      prev: "0".repeat(64),
      run: "r1",
      iteration: 3,
      attempt: 0,
      kind: "iteration-started",
      phase: "planning",
    });
    const line = (await Deno.readTextFile(paths.journal)).slice(0, -1);
    assertEquals(JSON.parse(line), first);
    const second = await journal.append({
      kind: "overview-written",
      overview: "ab",
      run: null,
      attempt: 2,
    });
    const third = await journal.append({
      kind: "overview-written",
      overview: "a\nb",
      answers: 1,
    });
    assertEquals(second.prev, digest(line));
    assertEquals([second.run, second.iteration, second.attempt], [null, 3, 2]);
    assertEquals([third.run, third.iteration, third.attempt], ["r1", 3, 2]);
    assertEquals(third.answers, 1);
    assertEquals(rows, [first, second, third]);
    const bytes = await Deno.readFile(paths.journal);
    assertEquals(journal.size, bytes.length);
    assertEquals(verifyChain(bytes), []);
    assertEquals((await Deno.lstat(paths.journal)).mode! & 0o777, 0o600);
  }));

Deno.test("openJournal() tells the rows that are there, unknown kinds and fields too", () =>
  withSession(async (paths) => {
    const foreign = {
      seq: 1,
      time: "t",
      prev: "0".repeat(64),
      run: null,
      iteration: 7,
      attempt: 1,
      kind: "of-a-later-version",
      more: { deep: [1] },
    };
    await Deno.writeTextFile(paths.journal, `${JSON.stringify(foreign)}\n`);
    const { journal, rows } = await opened(paths);
    assertEquals(rows as unknown[], [foreign]);
    const next = await journal.append({
      kind: "overview-written",
      overview: "",
    });
    assertEquals([next.seq, next.iteration, next.attempt], [2, 7, 1]);
  }));

Deno.test("refresh() tells what another writer appended, once and in order", () =>
  withSession(async (paths) => {
    const one = await opened(paths, "r1");
    const two = await opened(paths, null);
    await one.journal.append(STARTED);
    await two.journal.append({ kind: "overview-written", overview: "a" });
    await one.journal.append({ kind: "overview-written", overview: "b" });
    await one.journal.refresh();
    await two.journal.refresh();
    await two.journal.refresh();
    assertEquals(one.rows, two.rows);
    assertEquals(one.rows.map((row) => row.seq), [1, 2, 3]);
    assertEquals(one.rows.map((row) => row.run), ["r1", null, "r1"]);
  }));

Deno.test("transact() works on the newest rows, and calls queue up", () =>
  withSession(async (paths) => {
    const one = await opened(paths);
    const two = await opened(paths);
    await one.journal.append(STARTED);
    const seen = await Promise.all(
      [1, 2, 3].map((n) =>
        two.journal.transact(async (tx) => {
          const before = two.rows.length;
          await tx.append({ kind: "overview-written", overview: `${n}` });
          await tx.append({ kind: "overview-written", overview: `${n}` });
          return before;
        })
      ),
    );
    assertEquals(seen, [1, 3, 5]);
  }));

Deno.test("transact() passes an error on, keeps the rows before it and frees the lock", () =>
  withSession(async (paths) => {
    const { journal, rows } = await opened(paths);
    const fails = () =>
      journal.transact(async (tx) => {
        await tx.append(STARTED);
        throw new RangeError("mine");
      });
    await assertRejects(fails, RangeError, "mine");
    assertEquals(rows.length, 1);
    await journal.append(STARTED);
    assertEquals(verifyChain(await Deno.readFile(paths.journal)), []);
  }));

Deno.test("transact() lets nothing be written after its end", () =>
  withSession(async (paths) => {
    const { journal } = await opened(paths);
    const tx = await journal.transact((tx) => ({ tx }));
    await assertRejects(() => tx.tx.append(STARTED), Error, "is over");
    assertEquals(journal.size, 0);
  }));

Deno.test("transact() is busy when the lock is not free in time", () =>
  withSession(async (paths) => {
    let steadyMs = 0;
    const hasty: Clock = {
      ...clock,
      steady: () => steadyMs,
      sleep: (ms) => {
        steadyMs += ms;
        return Promise.resolve();
      },
    };
    const how = { clock: hasty, run: null, onRow: () => {} };
    const journal = await openJournal(paths, how);
    const lock = await acquireLock(paths.sessionLock, { waitMs: 0, clock });
    const error = await assertRejects(() => journal.append(STARTED), BusyError);
    assert(error.message.includes('"26-01-15-pyright-ci"'));
    lock?.release();
    // Takes over a wait that is still going on, on platforms where it cannot be called off.
    const { journal: other } = await opened(paths);
    assertEquals((await other.append(STARTED)).seq, 1);
  }));
