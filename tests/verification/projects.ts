/**
 * Small projects with a test that means something.
 *
 * @module
 */

/** A project in a language. */
export interface Project {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly checks: readonly {
    readonly name: string;
    readonly command: string;
  }[];
}

/** Names of the projects. */
export type ProjectName = "deno" | "python" | "shell";

const ASSERT = `export function assertEquals(a: unknown, b: unknown): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(a + " is not " + b);
}
export function assert(a: unknown): void {
  if (!a) throw new Error("no");
}
`;

/** The projects by name. */
export const PROJECTS: Readonly<Record<ProjectName, Project>> = {
  deno: {
    files: {
      "deno.json":
        '{\n  "tasks": { "test": "deno test -q --no-check --no-lock" },\n  "lint": { "rules": { "include": ["eqeqeq"] } }\n}\n',
      "src/assert.ts": ASSERT,
      "src/add.ts":
        "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
      "src/add_test.ts": `import { assertEquals } from "./assert.ts";
import { add } from "./add.ts";

Deno.test("add() adds", () => {
  assertEquals(add(1, 2), 3);
});

Deno.test("add() adds nothing", () => {
  assertEquals(add(1, 0), 1);
});
`,
    },
    checks: [{ name: "test", command: "deno task test" }],
  },
  python: {
    files: {
      "pyproject.toml":
        '[project]\nname = "calc"\ndependencies = []\n\n[tool.coverage.report]\nfail_under = 90\n',
      ".gitignore": "__pycache__/\n",
      "calc.py": "def add(a, b):\n    return a + b\n",
      "test_calc.py": `import unittest

from calc import add


class AddTest(unittest.TestCase):
    def test_adds(self):
        self.assertEqual(add(1, 2), 3)

    def test_adds_nothing(self):
        self.assertEqual(add(1, 0), 1)
`,
    },
    checks: [{ name: "test", command: "python3 -m unittest -q" }],
  },
  shell: {
    files: {
      "greet": '#!/bin/sh\necho "Hello $1"\n',
      "ci/check.sh":
        "#!/bin/sh\nset -e\nfor test in tests/*.sh; do sh $test; done\n",
      "tests/help.sh": 'is() { [ "$1" = "$2" ] || exit 1; }\n',
      "tests/greet_test.sh":
        '#!/bin/sh\nset -e\n. tests/help.sh\nout=$(sh greet Ann)\nis "$out" "Hello Ann"\n[ "$out" != "" ]\necho ok\n',
      ".github/workflows/ci.yml":
        "jobs:\n  test:\n    steps:\n      - run: sh ci/check.sh\n",
    },
    checks: [{ name: "test", command: "sh ci/check.sh" }],
  },
};
