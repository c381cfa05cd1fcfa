import { assertEquals } from "@std/assert";
import { dice } from "../../../lib/cli/chaos/dice.ts";

const throws = (seed: number) => {
  const its = dice(seed);
  return Array.from({ length: 20 }, () => its.number(1000));
};

Deno.test("dice() throws the same for the same seed, and something else for another", () => {
  assertEquals(throws(7), throws(7));
  assertEquals(throws(7).join() === throws(8).join(), false);
  assertEquals(throws(7).every((n) => n >= 0 && n < 1000), true);
});

Deno.test("dice() picks by weight", () => {
  const its = dice(1);
  const picked = Array.from(
    { length: 2000 },
    () => its.pick([["often", 90], ["seldom", 10], ["never", 0]]),
  );
  const count = (what: string) => picked.filter((one) => one === what).length;
  assertEquals(count("never"), 0);
  assertEquals(count("seldom") > 100 && count("seldom") < 320, true);
});
