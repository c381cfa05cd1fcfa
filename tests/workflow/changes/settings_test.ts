import { assertEquals } from "@std/assert";
import { findingLine } from "../../../lib/workflow/changes/finding.ts";
import { type Files, found, names } from "./compare.ts";

const json = (value: unknown) => JSON.stringify(value, null, 2);
const npm = (scripts: unknown, rest = {}) =>
  json({ name: "x", scripts, ...rest });

type Case = readonly [string, Files, readonly string[], readonly string[]];

/** Files, check commands → names of findings. */
const cases: readonly Case[] = [
  [
    "CI",
    {
      ".github/workflows/ci.yml": ["a\n", "b\n"],
      ".gitlab-ci.yml": ["a\n", "b\n"],
    },
    [],
    ["ci-changed"],
  ],
  [
    "CI that goes on",
    {
      ".github/workflows/ci.yml": [
        "a:\n",
        "a:\n  continue-on-error: true\n",
      ],
    },
    [],
    ["ci-changed", "failure-ignored"],
  ],
  [
    "settings of a linter",
    {
      ".eslintrc.json": ["{}", '{"rules":{}}'],
      "ruff.toml": [null, "ignore = []"],
    },
    [],
    ["settings-changed"],
  ],
  [
    "settings of the type checker",
    { "tsconfig.json": ['{"compilerOptions":{"strict":true}}', "{}"] },
    [],
    ["settings-changed"],
  ],
  [
    "a section of pyproject.toml",
    {
      "pyproject.toml": [
        "[tool.coverage.report]\nfail_under = 90\n",
        "[tool.coverage.report]\nfail_under = 40\n",
      ],
    },
    [],
    ["settings-changed"],
  ],
  [
    "another section of pyproject.toml",
    {
      "pyproject.toml": [
        '[project]\ndependencies = []\n[tool.ruff]\nselect = [\n  "E",\n]\n',
        '[project]\ndependencies = ["a"]\n[tool.ruff]\nselect = [\n  "E",\n]\n',
      ],
    },
    [],
    [],
  ],
  [
    "a dependency and a version",
    {
      "package.json": [
        npm({ test: "jest" }),
        npm({ test: "jest" }, { version: "2", dependencies: { a: "1" } }),
      ],
    },
    ["npm test"],
    [],
  ],
  [
    "a coverage threshold",
    {
      "package.json": [
        npm({}, { jest: { coverageThreshold: { global: { lines: 90 } } } }),
        npm({}, { jest: { coverageThreshold: { global: { lines: 50 } } } }),
      ],
    },
    [],
    ["settings-changed"],
  ],
  [
    "a deno import",
    {
      "deno.json": [
        json({ tasks: { test: "deno test" } }),
        json({ tasks: { test: "deno test" }, imports: { a: "b" } }),
      ],
    },
    ["deno task test"],
    [],
  ],
  [
    "a lint rule in a file with comments",
    {
      "deno.jsonc": [
        '{ // x\n  "lint": { "rules": { "exclude": [] } },\n}\n',
        '{ // x\n  "lint": { "rules": { "exclude": ["no-eval"] } },\n}\n',
      ],
    },
    [],
    ["settings-changed"],
  ],
];

Deno.test("settingsFindings() finds changes of settings, and nothing else", () => {
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

Deno.test("settingsFindings() tells what a setting was and is", () => {
  const [one] = found({
    "package.json": [
      json({ jest: { coverageThreshold: { global: { lines: 90 } } } }),
      json({ jest: { coverageThreshold: { global: { lines: 50 } } } }),
    ],
  });
  assertEquals(one?.text, "jest.coverageThreshold.global.lines: 90 → 50");
});
