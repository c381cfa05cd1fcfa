import { assertEquals } from "@std/assert";
import { findingLine } from "../../../lib/workflow/changes/finding.ts";
import { type Files, found, names } from "./compare.ts";

const json = (value: unknown) => JSON.stringify(value, null, 2);
const npm = (scripts: unknown, rest = {}) =>
  json({ name: "x", scripts, ...rest });
const make =
  "FLAGS = -v\nall: build\ntest: build\n\tsh ci/run.sh $(FLAGS)\nbuild:\n\tcc a.c\nother:\n\techo 1\n";

type Case = readonly [string, Files, readonly string[], readonly string[]];

/** Files, check commands → names of findings. */
const cases: readonly Case[] = [
  ["the script of a check", { "ci/run.sh": ["make test\n", "true\n"] }, [
    "sh ci/run.sh",
  ], ["check-file-changed"]],
  ["a program that is a check", { "bin/check": ["a\n", "b\n"] }, [
    "./bin/check --all",
  ], ["check-file-changed"]],
  [
    "a script that a check names in a shell",
    { "ci/run.sh": ["a\n", "b\n"] },
    ["bash -c 'cd ci && ./run.sh'"],
    ["check-file-changed"],
  ],
  ["a script that is made", { "ci/run.sh": [null, "true\n"] }, [
    "sh ci/run.sh",
  ], ["check-file-changed"]],
  ["a file that a check does not name", { "ci/run.sh": ["a\n", "b\n"] }, [
    "make test",
  ], []],
  ["a source that a linter looks at", { "src/a.ts": ["a\n", "b\n"] }, [
    "deno lint src/a.ts",
    "eslint src/a.ts",
    "test -f src/a.ts",
  ], []],
  [
    "a folder of tests that a check names",
    {
      "tests/a_test.py": [
        "def test_a(): pass\n",
        "def test_a(): pass\ndef test_b(): pass\n",
      ],
    },
    ["pytest tests"],
    [],
  ],
  [
    "a file of tests that a check names, more tests",
    {
      "test_a.py": [
        "def test_a(): pass\n",
        "def test_a(): pass\ndef test_b(): pass\n",
      ],
    },
    ["python3 -m unittest test_a.py"],
    [],
  ],
  [
    "a script of tests that loses a line",
    { "test.sh": ["run a\nrun b\n", "run a\nrun c\n"] },
    ["sh test.sh"],
    ["assertion-changed"],
  ],
  [
    "a script of tests that grows",
    { "test.sh": ["run a\nrun b\n", "run a\nrun b\nrun c\n"] },
    ["sh test.sh"],
    [],
  ],
  ["a configuration that a linter is told", { "lint/x.json": ["1", "2"] }, [
    "eslint --config lint/x.json src",
  ], ["check-file-changed"]],
  [
    "an npm script",
    { "package.json": [npm({ test: "jest" }), npm({ test: "true" })] },
    ["npm test"],
    ["check-script-changed"],
  ],
  [
    "another npm script",
    {
      "package.json": [
        npm({ test: "jest", dev: "a" }),
        npm({ test: "jest", dev: "b" }),
      ],
    },
    ["npm test"],
    [],
  ],
  [
    "what runs before an npm script",
    {
      "package.json": [
        npm({ test: "jest" }),
        npm({ test: "jest", pretest: "rm -r tests" }),
      ],
    },
    ["npm run test"],
    ["check-script-changed"],
  ],
  [
    "an npm script that another one calls",
    {
      "package.json": [
        npm({ test: "npm run unit", unit: "jest" }),
        npm({ test: "npm run unit", unit: "true" }),
      ],
    },
    ["yarn test"],
    ["check-script-changed"],
  ],
  [
    "an npm script that fails no more",
    {
      "package.json": [
        npm({ test: "jest" }),
        npm({ test: "jest || true" }),
      ],
    },
    ["npm t"],
    ["check-script-changed", "failure-ignored"],
  ],
  [
    "a file that an npm script runs",
    {
      "package.json": [
        npm({ test: "node run.js" }),
        npm({ test: "node run.js" }),
      ],
      "run.js": ["1", "2"],
    },
    ["npm test"],
    ["check-file-changed"],
  ],
  [
    "a deno task",
    {
      "deno.json": [
        json({ tasks: { test: "deno test" } }),
        json({ tasks: { test: "true" } }),
      ],
    },
    ["deno task test"],
    ["check-script-changed"],
  ],
  [
    "a target of a makefile",
    { "Makefile": [make, make.replace("sh ci/run.sh", "true")] },
    ["make test"],
    ["check-script-changed"],
  ],
  [
    "a target that a target needs",
    { "Makefile": [make, make.replace("cc a.c", "true")] },
    ["make test"],
    ["check-script-changed"],
  ],
  [
    "a variable of a target",
    { "Makefile": [make, make.replace("-v", "-q")] },
    ["make test"],
    ["check-script-changed"],
  ],
  [
    "a target that does not matter",
    { "Makefile": [make, make.replace("echo 1", "echo 2")] },
    ["make test"],
    [],
  ],
  [
    "a target that fails no more",
    { "Makefile": [make, make.replace("\tsh", "\t-sh")] },
    ["make -s test"],
    ["check-script-changed", "failure-ignored"],
  ],
  [
    "the first target",
    { "Makefile": [make, make.replace("cc a.c", "true")] },
    ["make"],
    ["check-script-changed"],
  ],
  [
    "a script that a target runs",
    { "Makefile": [make, make], "ci/run.sh": ["a\n", "b\n"] },
    ["make test"],
    ["check-file-changed"],
  ],
];

Deno.test("checkFindings() finds changes of what checks run, and nothing else", () => {
  for (const [what, files, checks, expected] of cases) {
    const named = checks.map((command, i) => ({ name: `c${i}`, command }));
    const told = found(files, { checks: named }).map(findingLine).join("\n");
    assertEquals(
      names(files, { checks: named }),
      expected,
      `${what}:\n${told}`,
    );
  }
});

Deno.test("commandFindings() tells another check command than that of the approval", () => {
  const approvedChecks = [{ name: "test", command: "make test" }, {
    name: "lint",
    command: "make lint",
  }];
  const [one, two] = found({ "a.c": ["1", "2"] }, {
    checks: [{ name: "test", command: "true" }, { name: "more", command: "x" }],
    approvedChecks,
  }).map(findingLine);
  assertEquals(one, "check-command-changed: test: make test → true");
  assertEquals(two, "check-command-changed: lint: make lint → nothing");
});
