import { assertEquals, assertThrows } from "@std/assert";
import { lastingTerminal } from "../../lib/system/lasting_terminal.ts";
import { OutputClosed, type Terminal } from "../../lib/system/terminal.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

/** A terminal whose standard output fails from the second line on. */
function failing(error: Error) {
  const fake = fakeTerminal({ cwd: "/", answers: ["y"] });
  let tries = 0;
  const terminal: Terminal = {
    ...fake,
    out(line) {
      if (++tries > 1) throw error;
      fake.out(line);
    },
    ask: () => Promise.reject(error),
  };
  return { terminal: lastingTerminal(terminal), fake, tries: () => tries };
}

Deno.test("lastingTerminal() tries no further once a stream has failed, and goes on with the other", () => {
  for (
    const error of [
      new OutputClosed(),
      new Deno.errors.BrokenPipe("Broken pipe"),
      Object.assign(new Error("No space left"), { code: "ENOSPC" }),
    ]
  ) {
    const { terminal, fake, tries } = failing(error);
    for (const line of ["one", "two", "three"]) terminal.out(line);
    terminal.err("four");
    terminal.errRaw("five");
    assertEquals(tries(), 2);
    assertEquals(fake.outLines, ["one"]);
    assertEquals(fake.errLines, ["four", "five"]);
  }
});

Deno.test("lastingTerminal() gets no answer from a terminal that is gone", async () => {
  assertEquals(await failing(new OutputClosed()).terminal.ask("Well?"), null);
});

Deno.test("lastingTerminal() hides no mistake of our own", () => {
  const { terminal } = failing(new TypeError("undefined"));
  terminal.out("one");
  assertThrows(() => terminal.out("two"), TypeError);
});
