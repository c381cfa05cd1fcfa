import { assertEquals, assertThrows } from "@std/assert";
import { parseCall } from "../../lib/cli/arguments.ts";
import type { Subcommand } from "../../lib/cli/subcommand.ts";
import { UsageError } from "../../lib/errors.ts";

const subcommand: Subcommand = {
  name: "work",
  group: "Run",
  summary: "Works",
  positionals: "[SESSION]",
  maxPositionals: 1,
  flags: [
    { name: "task", short: "t", value: "TEXT", help: "what to do" },
    { name: "task-file", short: "F", value: "FILE", help: "the same" },
    { name: "once", help: "one iteration" },
  ],
  examples: [],
  load: () => Promise.reject(new Error("not loaded")),
};
const parse = (...words: string[]) => parseCall(subcommand, words);
const problem = (...words: string[]) =>
  assertThrows(() => parse(...words), UsageError).message;

Deno.test("parseCall() takes values that begin with a dash", () => {
  for (const flag of ["--task", "-t"]) {
    for (const value of ["-", "-1 is wrong", "- one\n- two", "--once fails"]) {
      assertEquals(parse(flag, value).flags, { task: value });
    }
  }
  assertEquals(parse("s", "--task-file", "-", "--once"), {
    flags: { "task-file": "-", once: true },
    positionals: ["s"],
  });
  assertEquals(parse("-F", "-", "s").positionals, ["s"]);
  assertEquals(parse("--task=--once").flags, { task: "--once" });
});

Deno.test("parseCall() does not take a flag for a value", () => {
  const wanted = 'Cannot run "samocode work": "--task" needs a value: TEXT';
  assertEquals(problem("--task", "--once"), wanted);
  assertEquals(problem("--task", "-F", "x"), wanted);
  assertEquals(problem("--task"), wanted);
  assertEquals(problem("--task="), wanted);
});

Deno.test("parseCall() takes everything behind -- as words", () => {
  assertEquals(parse("--once", "--", "--task"), {
    flags: { once: true },
    positionals: ["--task"],
  });
});

Deno.test("parseCall() tells of every problem, and the flag that was perhaps meant", () => {
  assertEquals(
    problem("--onse"),
    'Cannot run "samocode work": there is no flag "--onse", perhaps "--once"',
  );
  const error = assertThrows(() => parse("a", "b", "--onse"), UsageError);
  assertEquals(error.message, 'Cannot run "samocode work": 2 problems');
  assertEquals(error.details, [
    'There is no flag "--onse", perhaps "--once"',
    'Too many words: "b"',
  ]);
});
