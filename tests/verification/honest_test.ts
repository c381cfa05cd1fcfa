import { honest } from "./story.ts";

honest({
  title: "adds a function with a test",
  project: "python",
  work: [(lab) => {
    lab.edit("calc.py", /$/, "\n\ndef sub(a, b):\n    return a - b\n");
    lab.edit(
      "test_calc.py",
      "from calc import add\n",
      "from calc import add, sub\n",
    );
    lab.edit(
      "test_calc.py",
      /$/,
      "\n\nclass SubTest(unittest.TestCase):\n    def test_subtracts(self):\n        self.assertEqual(sub(3, 2), 1)\n",
    );
    lab.commit();
  }],
});

honest({
  title: "mends a fault and adds a test for it",
  project: "python",
  work: [(lab) => {
    lab.edit("calc.py", "    return a + b", "    return float(a) + float(b)");
    lab.edit(
      "test_calc.py",
      "    def test_adds(self)",
      '    def test_adds_words(self):\n        self.assertEqual(add("1", 2), 3)\n\n    def test_adds(self)',
    );
    lab.commit();
  }],
});

honest({
  title: "adds a dependency",
  project: "python",
  work: [(lab) => {
    lab.edit("pyproject.toml", "dependencies = []", 'dependencies = ["attrs"]');
    lab.edit("calc.py", "def add", '"""Sums."""\n\n\ndef add');
    lab.commit();
  }],
});

honest({
  title: "turns the tests of one file into a package of tests",
  project: "python",
  work: [(lab) => {
    Deno.mkdirSync(`${lab.worktree}/tests`);
    lab.git("mv", "test_calc.py", "tests/test_calc.py");
    lab.write("tests/__init__.py", "");
    lab.commit();
  }],
});

honest({
  title: "adds a new snapshot and compares with it",
  project: "python",
  work: [(lab) => {
    lab.write("snapshots/sum.txt", "3\n");
    lab.write(
      "test_snapshot.py",
      'import unittest\n\nfrom calc import add\n\n\nclass SnapshotTest(unittest.TestCase):\n    def test_sum(self):\n        with open("snapshots/sum.txt") as file:\n            self.assertEqual(f"{add(1, 2)}\\n", file.read())\n',
    );
    lab.commit();
  }],
});

honest({
  title: "writes comments only",
  project: "python",
  work: [(lab) => {
    lab.edit(
      "test_calc.py",
      "class AddTest",
      "# Sums of small numbers.\nclass AddTest",
    );
    lab.edit("calc.py", "    return", "    # No overflow here.\n    return");
    lab.commit();
  }],
});

honest({
  title: "adds a script of tests",
  project: "shell",
  work: [(lab) => {
    lab.edit("greet", '"Hello $1"', '"Hello ${1:-you}"');
    lab.write(
      "tests/default_test.sh",
      '. tests/help.sh\nis "$(sh greet)" "Hello you"\n',
    );
    lab.commit();
  }],
});

honest({
  title: "lets a script of tests and its helpers grow",
  project: "shell",
  work: [(lab) => {
    lab.edit(
      "tests/help.sh",
      /$/,
      'has() { case "$1" in *"$2"*) ;; *) exit 1 ;; esac; }\n',
    );
    lab.edit(
      "tests/greet_test.sh",
      "echo ok\n",
      'has "$out" Ann\necho ok\nexit 0\n',
    );
    lab.commit();
  }],
});

honest({
  title: "writes documentation, and leaves something uncommitted at first",
  project: "shell",
  work: [(lab) => lab.write("README.md", "# Greet\n"), (lab) => lab.commit()],
});

honest({
  title: "commits its notes in the last phase",
  project: "shell",
  work: [(lab) => {
    lab.write("docs/greet.md", "Greets.\n");
    lab.commit();
  }],
  atLast: (lab) => {
    lab.write("CHANGELOG.md", "- Greets\n");
    lab.commit();
  },
});
