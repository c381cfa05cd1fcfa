import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { subcommands } from "../lib/cli/subcommands.ts";
import { VARIABLES } from "../lib/config/variables.ts";
import { referencePath, referenceText } from "../scripts/reference.ts";

Deno.test("referenceText() is what docs/reference.md says", async () => {
  const written = await Deno.readTextFile(referencePath);
  assert(
    written === referenceText(),
    "docs/reference.md is stale; deno task reference writes it anew",
  );
});

Deno.test("referenceText() has every subcommand with its flags and examples, but the hidden ones", () => {
  const text = referenceText();
  assert(subcommands.length > 0);
  for (const { name, hidden, flags, examples } of subcommands) {
    const heading = `\n## samocode ${name}\n`;
    assertEquals(text.includes(heading), !hidden, name);
    if (hidden) continue;
    const [, after = ""] = text.split(heading);
    const section = after.slice(0, after.indexOf("\n## "));
    for (const flag of flags) assertStringIncludes(section, `--${flag.name}`);
    for (const example of examples) assertStringIncludes(section, example);
  }
});

Deno.test("referenceText() has every variable and every exit code of a run", () => {
  const text = referenceText();
  for (const name of VARIABLES) assertStringIncludes(text, `| \`${name}\` |`);
  for (const code of [0, 1, 2, 3, 4, 5, 6, 129, 130, 143]) {
    assertStringIncludes(text, `\n| ${code} | `);
  }
});
