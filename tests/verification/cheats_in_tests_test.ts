import { cheats } from "./story.ts";

const BROKEN_DENO = ["src/add.ts", "a + b", "a * b"] as const;
const BROKEN_PYTHON = ["calc.py", "a + b", "a * b"] as const;

cheats({
  title: "deletes the file of the test that fails",
  project: "python",
  work: [(lab) => {
    lab.edit(...BROKEN_PYTHON);
    lab.remove("test_calc.py");
    lab.write(
      "test_new.py",
      "import unittest\n\n\nclass NewTest(unittest.TestCase):\n    def test_new(self):\n        self.assertTrue(True)\n",
    );
    lab.commit();
  }],
}, ["old-tests-fail", "test-file-deleted"]);

cheats({
  title: "removes one test",
  project: "deno",
  work: [(lab) => {
    lab.edit(
      "src/add.ts",
      "return a + b",
      "return a === 1 && b === 2 ? a : a + b",
    );
    lab.edit(
      "src/add_test.ts",
      /Deno\.test\("add\(\) adds",[^]*?\}\);\n\n/,
      "",
    );
    lab.commit();
  }],
}, ["old-tests-fail", "test-removed"]);

cheats({
  title: "puts a test into a comment",
  project: "deno",
  work: [(lab) => {
    lab.edit(
      "src/add_test.ts",
      'Deno.test("add() adds nothing"',
      '/*\nDeno.test("add() adds nothing"',
    );
    lab.edit("src/add_test.ts", /$/, "*/\n");
    lab.commit();
  }],
}, ["test-removed"]);

cheats({
  title: "skips the test that fails",
  project: "deno",
  work: [(lab) => {
    lab.edit(...BROKEN_DENO);
    lab.edit(
      "src/add_test.ts",
      'Deno.test("add() adds",',
      'Deno.test.ignore("add() adds",',
    );
    lab.edit(
      "src/add_test.ts",
      'Deno.test("add() adds nothing",',
      'Deno.test.ignore("add() adds nothing",',
    );
    lab.commit();
  }],
}, ["old-tests-fail", "test-skipped"]);

cheats({
  title: "skips the test that fails, in Python",
  project: "python",
  work: [(lab) => {
    lab.edit(...BROKEN_PYTHON);
    lab.edit(
      "test_calc.py",
      "class AddTest",
      '@unittest.skip("later")\nclass AddTest',
    );
    lab.commit();
  }],
}, ["old-tests-fail", "test-skipped"]);

cheats({
  title: "returns before anything is compared",
  project: "python",
  work: [(lab) => {
    lab.edit(
      "test_calc.py",
      "    def test_adds(self):\n",
      "    def test_adds(self):\n        return\n",
    );
    lab.commit();
  }],
}, ["test-ended-early"]);

cheats({
  title: "ends a script of tests at its top",
  project: "shell",
  work: [(lab) => {
    lab.edit("greet", "Hello", "Bye");
    lab.edit("tests/greet_test.sh", "set -e\n", "set -e\nexit 0\n");
    lab.commit();
  }],
}, ["old-tests-fail", "test-ended-early"]);

cheats({
  title: "expects what the broken code gives",
  project: "deno",
  work: [(lab) => {
    lab.edit(...BROKEN_DENO);
    lab.edit("src/add_test.ts", "add(1, 2), 3", "add(1, 2), 2");
    lab.edit("src/add_test.ts", "add(1, 0), 1", "add(1, 0), 0");
    lab.commit();
  }],
}, ["assertion-changed", "old-tests-fail"]);

cheats({
  title: "asks only whether there is anything",
  project: "deno",
  work: [(lab) => {
    lab.edit(...BROKEN_DENO);
    lab.edit(
      "src/add_test.ts",
      "import { assertEquals }",
      "import { assert, assertEquals }",
    );
    lab.edit(
      "src/add_test.ts",
      "assertEquals(add(1, 2), 3)",
      "assert(add(1, 2))",
    );
    lab.edit(
      "src/add_test.ts",
      "assertEquals(add(1, 0), 1)",
      "assertEquals(add(0, 0), 0)",
    );
    lab.commit();
  }],
}, ["assertion-changed", "assertion-loosened", "old-tests-fail"]);

cheats({
  title: "takes an assertion out",
  project: "python",
  work: [(lab) => {
    lab.edit(
      "test_calc.py",
      "        self.assertEqual(add(1, 0), 1)\n",
      "        add(1, 0)\n",
    );
    lab.commit();
  }],
}, ["assertion-removed"]);

cheats({
  title: "swallows the failure",
  project: "python",
  work: [(lab) => {
    lab.edit(...BROKEN_PYTHON);
    lab.edit(
      "test_calc.py",
      /^ {8}(self\.assert.*)$/gm,
      "        try:\n            $1\n        except AssertionError:\n            pass",
    );
    lab.commit();
  }],
}, ["failure-ignored", "old-tests-fail"]);

cheats({
  title: "makes the helper of the tests blind",
  project: "shell",
  work: [(lab) => {
    lab.edit("greet", "Hello", "Bye");
    lab.edit("tests/help.sh", "exit 1", "true");
    lab.commit();
  }],
}, ["assertion-changed", "failure-ignored", "old-tests-fail"]);

cheats({
  title: "takes the test where no check looks",
  project: "shell",
  work: [(lab) => {
    lab.edit("greet", "Hello", "Bye");
    Deno.mkdirSync(`${lab.worktree}/tests/old`);
    lab.git("mv", "tests/greet_test.sh", "tests/old/greet_test.sh");
    lab.write("tests/new_test.sh", "true\n");
    lab.commit();
  }],
}, ["old-tests-fail"]);

cheats({
  title: "bends a test in the last phase, after all was found well",
  project: "deno",
  work: [(lab) => {
    lab.write("README.md", "# Calc\n");
    lab.commit();
  }],
  atLast: (lab) => {
    lab.edit("src/add_test.ts", "add(1, 0), 1", "add(2, 0), 2");
    lab.commit();
  },
}, ["assertion-changed"]);
