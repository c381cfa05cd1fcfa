import { assert, assertEquals } from "@std/assert";
import { openJournal } from "../../lib/session/journal.ts";
import { verifyChain } from "../../lib/session/verify.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { moduleArgs, printed, startModule, withSession } from "./fixture.ts";

Deno.test("append() of two processes at once makes one valid chain", () =>
  withSession(async (paths) => {
    const writers = ["a", "b"].map((run) =>
      startModule("append_child.ts", [paths.folder, run, "200", "300"])
    );
    const iterations: Record<string, number[]> = { a: [], b: [] };
    const watcher = await openJournal(paths, {
      clock,
      run: null,
      onRow: (row) => iterations[row.run ?? ""]?.push(row.iteration),
    });
    const done = Promise.all(writers.map(printed));
    let running = true;
    const ended = done.finally(() => running = false);
    while (running) {
      await watcher.refresh();
      await clock.sleep(1);
    }
    assertEquals(await ended, ["all", "all"]);
    await watcher.refresh();
    const all = Array.from({ length: 200 }, (_, i) => i + 1);
    assertEquals(iterations, { a: all, b: all });
    assertEquals(verifyChain(await Deno.readFile(paths.journal)), []);
    assertEquals(watcher.repaired, null);
  }));

Deno.test("append() leaves no part of a row that the disk did not take", () =>
  withSession(async (paths) => {
    const args = [...moduleArgs("append_child.ts"), paths.folder, "a"];
    const child = new Deno.Command("/bin/sh", {
      // Without the signal, a file that grows too large is an error of the write.
      args: [
        "-c",
        'trap "" XFSZ; ulimit -f 20000; exec "$@"',
        "sh",
        Deno.execPath(),
        ...args,
        "100",
        "700001",
      ],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const told = await printed(child);
    assert(told.startsWith("Cannot write the journal: "), told);
    const bytes = await Deno.readFile(paths.journal);
    assert(bytes.length > 1_000_000);
    assertEquals(verifyChain(bytes), []);
  }));
