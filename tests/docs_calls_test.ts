// Whatever a document tells people to type is understood by the program.

import { assert, assertEquals } from "@std/assert";
import { parseCall } from "../lib/cli/arguments.ts";
import { parseUserFile } from "../lib/config/user_file.ts";
import { subcommands } from "../lib/cli/subcommands.ts";

const documents = [
  "docs/ci.md",
  "docs/overnight.md",
  "docs/providers.md",
  "docs/verification.md",
];

/** Calls in the code blocks of a document: what follows on the name of the program, up to the end of the command. */
function callsIn(text: string): readonly string[] {
  const blocks = text.split(/^```.*$/m).filter((_, i) => i % 2 === 1);
  return blocks.flatMap((block) =>
    [...block.matchAll(
      /(?:^ *(?:- )?|&& |\/bin\/)samocode"? ([a-z][^\n;|&>#`]*)/gm,
    )]
      .map(([, call = ""]) => call.trim())
  );
}

for (const document of documents) {
  Deno.test(`${document} tells only calls that are understood`, () => {
    const url = new URL(`../${document}`, import.meta.url);
    const calls = callsIn(Deno.readTextFileSync(url));
    assert(calls.length > 0);
    for (const call of calls) {
      const [name, ...words] = call.match(/"[^"]*"|\S+/g) ?? [];
      const subcommand = subcommands.find((one) => one.name === name);
      assert(subcommand !== undefined, call);
      parseCall(subcommand, words);
    }
  });
}

Deno.test("docs/providers.md shows configurations that are understood", () => {
  const url = new URL("../docs/providers.md", import.meta.url);
  const text = Deno.readTextFileSync(url);
  const files = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)]
    .map(([, yaml = ""]) => parseUserFile(yaml, "config.yaml"));
  assertEquals(files.length, 2);
  for (const { problems, warnings } of files) {
    assertEquals([problems, warnings], [[], []]);
  }
});
