import { assertEquals } from "@std/assert";
import {
  checkTargets,
  scriptPaths,
} from "../../../lib/workflow/changes/check_targets.ts";

function files(
  command: string,
  texts: Readonly<Record<string, string>> = {},
): readonly string[] {
  const checks = [{ name: "test", command }];
  return [...checkTargets(checks, new Map(Object.entries(texts))).files].sort();
}

Deno.test("checkTargets() finds what a command runs or names, wherever it does", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["sh ci/check.sh --fast", ["ci/check.sh"]],
    ["./bin/check", ["bin/check"]],
    ["cd web && ../bin/check", ["bin/check"]],
    ["sh -c 'cd a && sh ./b.sh'", ["a/b.sh"]],
    ["CI=1 timeout 60 bash ci/all", ["ci/all"]],
    ["python3 -m pytest -q tests/a_test.py", ["tests/a_test.py"]],
    ["npx vitest --config=vitest.ci.ts", ["vitest.ci.ts"]],
    ["uv run pytest -c ci/pytest.ini", ["ci/pytest.ini"]],
    ["diff out.txt expected.txt", ["expected.txt", "out.txt"]],
    ["deno lint src/a.ts && eslint src/b.js && test -f c.txt", []],
    ["eslint --config lint/strict.json src/b.js", ["lint/strict.json"]],
    ["/usr/bin/true; echo $HOME/x *.ts", []],
  ];
  for (const [command, expected] of cases) {
    assertEquals(files(command), expected, command);
  }
});

Deno.test("checkTargets() goes through scripts of other files, and stops in a circle", () => {
  const texts = {
    "package.json": JSON.stringify({
      scripts: {
        test: "npm run unit && make lint",
        unit: "node run.js",
        pretest: "sh pre.sh",
      },
    }),
    "Makefile": "lint: deps\n\t@sh lint.sh\ndeps:\n\t-sh deps.sh\n",
  };
  assertEquals(files("npm test", texts), [
    "deps.sh",
    "lint.sh",
    "pre.sh",
    "run.js",
  ]);
  const circle = {
    "deno.json": '{"tasks":{"a":"deno task b","b":"deno task a && sh x.sh"}}',
  };
  assertEquals(files("deno task a", circle), ["x.sh"]);
});

Deno.test("scriptPaths() names the files in which scripts of a command may stand", () => {
  const paths = (command: string) => scriptPaths([{ name: "test", command }]);
  assertEquals(paths("npm --prefix web test"), ["web/package.json"]);
  assertEquals(paths("deno task test"), [
    "deno.json",
    "deno.jsonc",
    "package.json",
  ]);
  assertEquals(paths("make -C lib -f all.mk test"), ["lib/all.mk"]);
  assertEquals(paths("sh test.sh"), []);
});
