import { assertEquals } from "@std/assert";
import { nearKey } from "../../lib/config/near.ts";

Deno.test("nearKey() finds a letter too many, too few, wrong or swapped", () => {
  const known = ["SESSIONS", "SETUP"];
  for (
    const name of ["SESSION", "SESSIONSS", "SESSIOMS", "SESISONS", "sessions"]
  ) {
    assertEquals(nearKey(name, known), "SESSIONS", name);
  }
});

Deno.test("nearKey() finds nothing in short names without a common part", () => {
  assertEquals([
    nearKey("A", ["BC"]),
    nearKey("XY", ["AB"]),
    nearKey("", ["AB"]),
  ], [
    null,
    null,
    null,
  ]);
});
