import { assertEquals } from "@std/assert";
import { usageDelta } from "../../lib/provider/usage.ts";

function tokens(input: number, output: number) {
  return { input, output, cacheRead: 0, cacheWrite: 0 };
}

Deno.test("usageDelta() subtracts what the conversation had used before", () => {
  const previous = { costUsd: 1, tokens: tokens(10, 1) };
  const result = { costUsd: 1.5, tokens: tokens(15, 1), cumulative: true };
  assertEquals(usageDelta(previous, result), {
    costUsd: 0.5,
    tokens: tokens(5, 0),
  });
});

Deno.test("usageDelta() takes a new conversation and a plain figure as they are", () => {
  const result = { costUsd: 2, tokens: tokens(15, 1), cumulative: true };
  assertEquals(usageDelta(null, result).costUsd, 2);
  const previous = { costUsd: 1, tokens: tokens(10, 1) };
  const plain = usageDelta(previous, { ...result, cumulative: false });
  assertEquals(plain, { costUsd: 2, tokens: tokens(15, 1) });
});

Deno.test("usageDelta() takes a count that began anew as it is, never as less than nothing", () => {
  const previous = { costUsd: 3, tokens: tokens(10, 5) };
  const result = { costUsd: 1, tokens: tokens(15, 1), cumulative: true };
  assertEquals(usageDelta(previous, result), {
    costUsd: 1,
    tokens: tokens(15, 1),
  });
});

Deno.test("usageDelta() tells nothing where nothing was told", () => {
  const result = { costUsd: null, tokens: null, cumulative: true };
  assertEquals(usageDelta({ costUsd: 3, tokens: null }, result), {
    costUsd: null,
    tokens: null,
  });
  assertEquals(
    usageDelta({ costUsd: null, tokens: null }, { ...result, costUsd: 2 }),
    { costUsd: 2, tokens: null },
  );
});
