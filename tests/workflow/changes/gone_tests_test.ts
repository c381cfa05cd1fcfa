import { assertEquals } from "@std/assert";
import { findingLine } from "../../../lib/workflow/changes/finding.ts";
import { type Files, found, names } from "./compare.ts";
import { js, python, shell } from "./texts.ts";

/** What is done to a file of tests → names of findings. */
const cases: readonly (readonly [string, Files, readonly string[]])[] = [
  ["nothing", { "a_test.ts": [js, js], "b.ts": ["1", "2"] }, []],
  ["a new test", {
    "a_test.ts": [
      js,
      `${js}\nDeno.test("more", () => {\n  assertEquals(add(2, 2), 4);\n});\n`,
    ],
  }, []],
  ["an added assertion", {
    "a_test.ts": [
      js,
      js.replace("(1, 2), 3);", "(1, 2), 3);\n  assertEquals(add(2, 1), 3);"),
    ],
  }, []],
  ["a new file of tests", { "b_test.ts": [null, js] }, []],
  ["another layout", {
    "a_test.ts": [
      js,
      js.replace(
        "assertEquals(add(1, 2), 3)",
        "assertEquals(\n    add(1, 2),\n    3,\n  )",
      ),
    ],
  }, []],
  ["a comment", {
    "a_test.ts": [js, js.replace("Deno.test", "// Why.\nDeno.test")],
  }, []],
  ["a file that moves", {
    "a_test.ts": [js, null],
    "tests/a_test.ts": [null, js],
  }, []],
  ["a test that moves to another file", {
    "a_test.ts": [
      js,
      js.slice(0, js.indexOf('\nDeno.test("add() adds nothing"')),
    ],
    "b_test.ts": [null, js.slice(js.indexOf('Deno.test("add() adds nothing"'))],
  }, []],
  ["an import and a helper", {
    "a_test.ts": [js, js.replace("./add.ts", "../lib/add.ts")],
    "tests/help.ts": ["export const one = 1;\n", "export const two = 2;\n"],
  }, []],
  ["a deleted file", { "a_test.ts": [js, null] }, ["test-file-deleted"]],
  ["a deleted script", { "test.sh": [shell, null] }, ["test-file-deleted"]],
  ["a removed test", {
    "a_test.ts": [
      js,
      js.slice(0, js.indexOf('\nDeno.test("add() adds nothing"')),
    ],
  }, ["test-removed"]],
  ["a test in a comment", {
    "a_test.ts": [
      js,
      js.replace(
        'Deno.test("add() adds nothing"',
        '/*\nDeno.test("add() adds nothing"',
      ) + "*/\n",
    ],
  }, ["test-removed"]],
  ["a removed Python test", {
    "test_a.py": [python, python.slice(0, python.indexOf("def test_plain"))],
  }, ["test-removed"]],
  ["a renamed Python test", {
    "test_a.py": [python, python.replace("test_plain", "helper_plain")],
  }, ["test-removed"]],
  ["a Python test in a string", {
    "test_a.py": [
      python,
      python.replace("def test_plain", '"""\ndef test_plain') + '"""\n',
    ],
  }, ["test-removed"]],
  ["skip", { "a_test.ts": [js, js.replace("Deno.test", "Deno.test.ignore")] }, [
    "test-skipped",
  ]],
  ["only", { "a_test.ts": [js, js.replace("Deno.test", "Deno.test.only")] }, [
    "test-focused",
  ]],
  ["ignore: true", {
    "a_test.ts": [
      js,
      js.replace('"add() adds", ', '{ name: "add() adds", ignore: true, fn: ')
        .replace("3);\n})", "3);\n}})"),
    ],
  }, ["test-skipped"]],
  ["xit", { "a.spec.js": ['it("a", f);\n', 'xit("a", f);\n'] }, [
    "test-skipped",
  ]],
  ["a skipped new test", { "b.spec.js": [null, 'it.skip("a", f);\n'] }, [
    "test-skipped",
  ]],
  ["a new test for one system only", {
    "b_test.ts": [
      null,
      'Deno.test({ name: "a", ignore: Deno.build.os === "linux", fn });\n',
    ],
  }, []],
  ["pytest skip", {
    "test_a.py": [
      python,
      python.replace("def test_plain", "@pytest.mark.skip\ndef test_plain"),
    ],
  }, ["test-skipped"]],
  ["unittest skip", {
    "test_a.py": [
      python,
      python.replace(
        "    def test_adds",
        "    @unittest.skip('x')\n    def test_adds",
      ),
    ],
  }, ["test-skipped"]],
  ["pytest.skip() inside", {
    "test_a.py": [
      python,
      python.replace(
        "    assert add",
        "    pytest.skip('later')\n    assert add",
      ),
    ],
  }, ["test-skipped"]],
  ["Go skip", {
    "a_test.go": [
      'func TestA(t *testing.T) {\n\tif A() != 1 {\n\t\tt.Error("x")\n\t}\n}\n',
      'func TestA(t *testing.T) {\n\tt.Skip("x")\n\tif A() != 1 {\n\t\tt.Error("x")\n\t}\n}\n',
    ],
  }, ["test-skipped"]],
  ["Rust ignore beside code", {
    "src/lib.rs": [
      "#[test]\nfn a() {\n    assert_eq!(a(), 1);\n}\n",
      "#[test]\n#[ignore]\nfn a() {\n    assert_eq!(a(), 1);\n}\n",
    ],
  }, ["test-skipped"]],
  ["Rust code without tests", {
    "src/lib.rs": ["fn a() { assert!(b); }\n", "fn a() {}\n"],
  }, []],
  ["Java @Disabled", {
    "src/test/java/ATest.java": [
      "class ATest {\n  @Test void adds() { assertEquals(3, a.add(1, 2)); }\n}\n",
      "class ATest {\n  @Disabled\n  @Test void adds() { assertEquals(3, a.add(1, 2)); }\n}\n",
    ],
  }, ["test-skipped"]],
  ["an early return", {
    "a_test.ts": [js, js.replace("() => {\n", "() => {\n  return;\n")],
  }, ["test-ended-early"]],
  ["an early return in Python", {
    "test_a.py": [
      python,
      python.replace("test_plain():\n", "test_plain():\n    return\n"),
    ],
  }, ["test-ended-early"]],
  ["exit 0 at the top of a script", {
    "test.sh": [shell, shell.replace("set -e\n", "set -e\nexit 0\n")],
  }, ["test-ended-early"]],
  [
    "exit 0 at the end of a script",
    { "test.sh": [shell, `${shell}exit 0\n`] },
    [],
  ],
  ["|| true in a script", {
    "test.sh": [shell, shell.replace("grep -q Hello", "grep -q Hello || true")],
  }, ["assertion-changed", "failure-ignored"]],
  [
    "no set -e any more",
    { "test.sh": [shell, shell.replace("set -e\n", "")] },
    ["assertion-removed"],
  ],
];

Deno.test("testFindings() finds tests that are gone or do not run, and nothing else", () => {
  for (const [what, files, expected] of cases) {
    const told = found(files).map(findingLine).join("\n");
    assertEquals(names(files), expected, `${what}:\n${told}`);
  }
});
