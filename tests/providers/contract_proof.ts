import { assertEquals } from "@std/assert";
import { tryAll } from "./contract/assumption.ts";
import { claudeContract } from "./contract/claude.ts";
import { codexContract } from "./contract/codex.ts";
import { real } from "./real.ts";

for (
  const [name, contract] of [
    ["claude", claudeContract],
    ["codex", codexContract],
  ] as const
) {
  const installed = await real(name);
  Deno.test({
    name: `${name} is as its adapter takes it to be`,
    ignore: installed === null,
    async fn() {
      if (installed === null) return;
      const verdicts = await tryAll(contract, { installed, atOnce: 3 });
      assertEquals(verdicts.filter(({ instead }) => instead !== null), []);
      assertEquals(verdicts.length, contract.length);
    },
  });
}
