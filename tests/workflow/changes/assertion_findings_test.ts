import { assertEquals } from "@std/assert";
import { findingLine } from "../../../lib/workflow/changes/finding.ts";
import { type Files, found, names } from "./compare.ts";
import { js, python, shell } from "./texts.ts";

/** What is done to a file of tests → names of findings. */
const cases: readonly (readonly [string, Files, readonly string[]])[] = [
  ["another number", { "a_test.ts": [js, js.replace("2), 3)", "2), 4)")] }, [
    "assertion-changed",
  ]],
  ["another number over lines", {
    "a_test.ts": [
      js.replace(
        "assertEquals(add(1, 2), 3)",
        "assertEquals(\n    add(1, 2),\n    3,\n  )",
      ),
      js.replace(
        "assertEquals(add(1, 2), 3)",
        "assertEquals(\n    add(1, 2),\n    4,\n  )",
      ),
    ],
  }, ["assertion-changed"]],
  ["another expected word", {
    "test.sh": [shell, shell.replace("Hello World", "Hello")],
  }, ["assertion-changed"]],
  ["a looser assertion", {
    "a_test.ts": [
      js,
      js.replace("assertEquals(add(1, 2), 3)", "assert(add(1, 2))"),
    ],
  }, ["assertion-loosened"]],
  ["toBe to toBeTruthy", {
    "a.test.js": [
      'test("a", () => { expect(a()).toBe(3); });\n',
      'test("a", () => { expect(a()).toBeTruthy(); });\n',
    ],
  }, ["assertion-loosened"]],
  ["a larger tolerance", {
    "test_a.py": [
      "def test_a():\n    assert a() == approx(1, abs=0.01)\n",
      "def test_a():\n    assert a() == approx(1, abs=10)\n",
    ],
  }, ["assertion-loosened"]],
  ["a removed assertion", {
    "test_a.py": [
      python,
      python.replace(
        "        self.assertEqual(add(1, 2), 3)\n",
        "        pass\n",
      ),
    ],
  }, ["assertion-removed"]],
  ["a swallowed failure", {
    "test_a.py": [
      python,
      python.replace(
        "    assert add(2, 2) == 4",
        "    try:\n        assert add(2, 2) == 4\n    except AssertionError:\n        pass",
      ),
    ],
  }, ["failure-ignored"]],
  ["a snapshot", { "__snapshots__/a.snap": ["1", "2"] }, ["test-data-changed"]],
  ["a new snapshot", { "__snapshots__/a.snap": [null, "2"] }, []],
  ["a snapshot that moves", {
    "__snapshots__/a.snap": ["1", null],
    "x/__snapshots__/a.snap": [null, "1"],
  }, []],
];

Deno.test("testFindings() finds assertions that are gone or hold more for right", () => {
  for (const [what, files, expected] of cases) {
    const told = found(files).map(findingLine).join("\n");
    assertEquals(names(files), expected, `${what}:\n${told}`);
  }
});

Deno.test("testFindings() tells where, and what stood there before", () => {
  const [one] = found({ "a_test.ts": [js, js.replace("2), 3)", "2), 4)")] });
  assertEquals(
    findingLine(one!),
    "assertion-changed a_test.ts:5: assertEquals(add(1,2),3) → assertEquals(add(1,2),4)",
  );
});

Deno.test("testFindings() tells the same difference as often as it is there", () => {
  const text = 'it("a", () => {\n  assert(x);\n  assert(x);\n});\n';
  const all = found({ "a.test.js": [text, 'it("a", () => {\n});\n'] });
  assertEquals(all.map(({ content }) => content), [
    "assert(x)",
    "assert(x) #2",
  ]);
});
