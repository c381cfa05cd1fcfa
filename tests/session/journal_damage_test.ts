import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { JournalChangedError, openJournal } from "../../lib/session/journal.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { verifyChain } from "../../lib/session/verify.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { withSession } from "./fixture.ts";

const ROW: NewRow = { kind: "overview-written", overview: "ab" };

async function opened(paths: SessionPaths, repair = false) {
  const seqs: number[] = [];
  const journal = await openJournal(paths, {
    clock,
    run: "r1",
    repair,
    onRow: (row) => seqs.push(row.seq),
  });
  return { journal, seqs };
}

/** A journal of three rows. */
async function written(paths: SessionPaths): Promise<string> {
  const { journal } = await opened(paths);
  for (let n = 0; n < 3; n++) await journal.append(ROW);
  return await Deno.readTextFile(paths.journal);
}

async function changedError(promise: () => Promise<unknown>, problem: string) {
  const error = await assertRejects(promise, JournalChangedError);
  assertEquals(
    [error.message, error.exitCode, error.hint],
    [
      "Cannot write the journal: it was changed by somebody else",
      5,
      "samocode verify 26-01-15-pyright-ci",
    ],
  );
  assertEquals(error.details, [problem]);
}

Deno.test("openJournal() with repair cuts a torn last line off and says so", () =>
  withSession(async (paths) => {
    const whole = await written(paths);
    for (let length = 1; length < 60; length++) {
      await Deno.writeTextFile(paths.journal, whole + whole.slice(0, length));
      const { journal, seqs } = await opened(paths, true);
      assertEquals(seqs, [1, 2, 3]);
      assertEquals(
        journal.repaired,
        `the last line of the journal was torn: ${length} bytes behind row 3 were cut off`,
      );
      assertEquals(await Deno.readTextFile(paths.journal), whole);
    }
  }));

Deno.test("openJournal() without repair passes over a torn line until its end is there", () =>
  withSession(async (paths) => {
    const whole = await written(paths);
    await Deno.writeTextFile(paths.journal, whole.slice(0, -20));
    const { journal, seqs } = await opened(paths);
    assertEquals([seqs, journal.repaired], [[1, 2], null]);
    assertEquals((await Deno.lstat(paths.journal)).size, whole.length - 20);
    await journal.refresh();
    await Deno.writeTextFile(paths.journal, whole.slice(-20), { append: true });
    await journal.refresh();
    assertEquals(seqs, [1, 2, 3]);
  }));

Deno.test("append() cuts off what a writer left that died", () =>
  withSession(async (paths) => {
    const whole = await written(paths);
    const { journal } = await opened(paths);
    await Deno.writeTextFile(paths.journal, '{"seq": 4', { append: true });
    assertEquals((await journal.append(ROW)).seq, 4);
    assert(journal.repaired?.includes("9 bytes behind row 3"));
    const text = await Deno.readTextFile(paths.journal);
    assert(text.startsWith(whole));
    assertEquals(verifyChain(new TextEncoder().encode(text)), []);
  }));

Deno.test("append() refuses to go on when somebody else wrote in the file", () =>
  withSession(async (paths) => {
    const whole = await written(paths);
    const lines = whole.split("\n");
    const cases: [string, string][] = [
      [`${whole}\n`, "line 4: it is no row of a journal"],
      [`${whole}${lines[0]}\n`, "line 4: it has number 1 where 4 is due"],
      [
        whole + lines[2]!.replace('"seq":3', '"seq":4') + "\n",
        "line 4: it does not continue the line before it",
      ],
      [whole.slice(0, -5), "it is shorter than it was"],
      ["", "it is shorter than it was"],
      [whole.replaceAll('"ab"', '"cd"'), "line 3 is another"],
      [`${whole.slice(0, -1)} {}\n`, "line 3 is another"],
      [whole.replaceAll("\n", "\r\n"), "line 3 is another"],
    ];
    for (const [text, problem] of cases) {
      await Deno.writeTextFile(paths.journal, whole);
      const { journal, seqs } = await opened(paths);
      await Deno.writeTextFile(paths.journal, text);
      await changedError(() => journal.append(ROW), problem);
      assertEquals(seqs, [1, 2, 3]);
      assertEquals(await Deno.readTextFile(paths.journal), text);
    }
    await Deno.writeTextFile(paths.journal, whole);
    const { journal } = await opened(paths);
    await Deno.remove(paths.journal);
    await changedError(() => journal.append(ROW), "it is missing");
    await changedError(() => journal.refresh(), "it is missing");
  }));

Deno.test("append() refuses a row that somebody wrote while it held the lock", () =>
  withSession(async (paths) => {
    const { journal } = await opened(paths);
    const work = () =>
      journal.transact(async (tx) => {
        await Deno.writeTextFile(paths.journal, "{}\n");
        await tx.append(ROW);
      });
    const problem = "somebody wrote in it without the session lock";
    await changedError(work, problem);
    assertEquals(await Deno.readTextFile(paths.journal), "{}\n");
  }));

Deno.test("openJournal() tells the rows before a break and then fails", () =>
  withSession(async (paths) => {
    const whole = await written(paths);
    await Deno.writeTextFile(paths.journal, whole.replace('"ab"', '"cd"'));
    const seqs: number[] = [];
    const open = () =>
      openJournal(paths, {
        clock,
        run: null,
        onRow: (row) => seqs.push(row.seq),
      });
    const problem = "line 2: it does not continue the line before it";
    await changedError(open, problem);
    assertEquals(seqs, [1]);
  }));

Deno.test("openJournal() refuses a link in the place of the file", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.log, "");
    await Deno.symlink("session.log", paths.journal);
    await assertRejects(() => opened(paths), UserError, "it is a link");
  }));
