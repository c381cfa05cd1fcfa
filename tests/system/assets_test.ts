import { assert, assertEquals } from "@std/assert";
import { listAssets, readAsset } from "../../lib/system/assets.ts";

Deno.test("readAsset() reads what lies beside main.ts, and null for what does not", () => {
  assert(readAsset("deno.json")?.includes("@samocode/samocode"));
  assertEquals(readAsset("skills/none/SKILL.md"), null);
});

Deno.test("listAssets() lists a folder beside main.ts", () => {
  assert(listAssets("lib").includes("errors.ts"));
  assertEquals(listAssets("none"), []);
});
