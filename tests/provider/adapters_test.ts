import { assertEquals } from "@std/assert";
import { adapterNames, adapterOf } from "../../lib/provider/adapters.ts";

Deno.test("adapterOf() finds every adapter by its own name", () => {
  assertEquals(adapterNames, ["claude", "codex", "demo"]);
  for (const name of adapterNames) assertEquals(adapterOf(name)?.name, name);
});

Deno.test("adapterOf() knows no others", () => {
  assertEquals(adapterOf("gemini"), null);
  assertEquals(adapterOf("constructor"), null);
});
