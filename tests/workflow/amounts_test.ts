import { assertEquals } from "@std/assert";
import {
  costText,
  countText,
  tokensText,
  usdText,
} from "../../lib/workflow/amounts.ts";
import { noSpending } from "../../lib/workflow/spending.ts";

Deno.test("countText() keeps at most three figures", () => {
  const table = [
    [0, "0"],
    [999, "999"],
    [1_000, "1 k"],
    [99_949, "99.9 k"],
    [99_950, "100 k"],
    [999_499, "999 k"],
    [999_500, "1 M"],
    [12_345_678, "12.3 M"],
  ] as const;
  for (const [count, text] of table) assertEquals(countText(count), text);
});

Deno.test("usdText() shows that something small is not nothing", () => {
  assertEquals(
    [0, 0.00123, 0.01, 12.345].map(usdText),
    ["$0.00", "$0.0012", "$0.01", "$12.35"],
  );
});

Deno.test("costText() tells money only where some was told", () => {
  assertEquals(
    costText({ ...noSpending, attempts: 2, unpriced: 2 }),
    "not told",
  );
  assertEquals(costText(noSpending), "$0.00");
});

Deno.test("tokensText() leaves out a cache that was not used", () => {
  const tokens = { input: 1, output: 2, cacheRead: 3, cacheWrite: 0 };
  assertEquals(
    tokensText({ ...noSpending, tokens }),
    "1 in, 2 out, 3 from the cache",
  );
});
