import { assert, assertEquals, assertGreater } from "@std/assert";
import { FINDING_NAMES } from "../../lib/workflow/changes/finding.ts";

const read = (path: string) =>
  Deno.readTextFileSync(new URL(path, import.meta.url));
const text = read("../../docs/verification.md");

Deno.test("docs/verification.md explains every name of a finding, and no other", () => {
  const [, after = ""] = text.split("## Names of findings\n");
  const rows = [...after.split("\n## ")[0]!.matchAll(/^\| `([a-z-]+)` +\|/gm)];
  assertEquals(rows.map(([, name]) => name), [...FINDING_NAMES]);
});

Deno.test("docs/verification.md names every cheat that is tried", () => {
  const files = ["cheats_in_tests_test.ts", "cheats_in_checks_test.ts"];
  const titles = files.flatMap((file) =>
    [...read(file).matchAll(/^ {2}title: "(.*)",$/gm)].map(([, title]) =>
      title!
    )
  );
  const others = ["cheats_as_person_test.ts", "forged_rows_test.ts"];
  const more = others.flatMap((file) =>
    [...read(file).matchAll(/"verification, cheat: an agent (.*)",/g)]
      .map(([, title]) => title!)
  );
  assertGreater(titles.length + more.length, 30);
  for (const title of [...titles, ...more]) {
    assert(text.includes(`| ${title} `), title);
  }
});

Deno.test("there are twenty honest sessions", () => {
  const all = read("honest_test.ts") + read("honest_deno_test.ts");
  assertEquals(all.match(/^honest\(/gm)?.length, 20);
});
