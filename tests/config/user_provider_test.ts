import { assertEquals } from "@std/assert";
import { describeProblem } from "../../lib/config/config.ts";
import { parseUserFile } from "../../lib/config/user_file.ts";

function read(provider: string) {
  const file = parseUserFile(
    `version: 1\nproviders:\n  codex:\n${provider}`,
    "/c.yaml",
  );
  return {
    provider: file.providers["codex"],
    problems: file.problems.map(describeProblem),
    warnings: file.warnings,
  };
}

Deno.test("readUserProvider() reads a price, and takes the cache for input where nothing else is written", () => {
  const short = read("    price: { input: 1.25, output: 10 }\n");
  assertEquals(short.problems, []);
  assertEquals(short.provider?.price, {
    input: 1.25,
    output: 10,
    cacheRead: 1.25,
    cacheWrite: 1.25,
  });
  const whole = read(
    "    price: { input: 1.25, output: 10, cache_read: 0.125, cache_write: 0 }\n",
  );
  assertEquals(whole.provider?.price, {
    input: 1.25,
    output: 10,
    cacheRead: 0.125,
    cacheWrite: 0,
  });
});

Deno.test("readUserProvider() refuses a price that is negative, no number, or only half there", () => {
  const negative = read("    price:\n      input: -1\n      output: 10\n");
  assertEquals(negative.problems, [
    "/c.yaml:5: providers.codex.price.input is -1, it must not be negative",
  ]);
  assertEquals(read("    price: { input: .nan, output: 1 }\n").problems, [
    "/c.yaml:4: providers.codex.price.input is NaN, it must not be negative",
  ]);
  assertEquals(read("    price: { input: free, output: 1 }\n").problems, [
    "/c.yaml:4: providers.codex.price.input must be a number",
  ]);
  assertEquals(read("    price: { input: 1 }\n").problems, [
    "/c.yaml:4: providers.codex.price has no output",
  ]);
  assertEquals(read("    price: 3\n").problems, [
    "/c.yaml:4: providers.codex.price must be a mapping of keys",
  ]);
});

Deno.test("readUserProvider() warns of a kind of token that it does not know", () => {
  const { warnings } = read(
    "    price: { input: 1, output: 1, cache_reed: 1 }\n",
  );
  assertEquals(warnings.length, 1);
  assertEquals(/did you mean cache_read\?$/.test(warnings[0]!), true);
});
