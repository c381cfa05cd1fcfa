import { assert, assertEquals } from "@std/assert";
import { parseDiff } from "../../../lib/workflow/changes/diff.ts";

Deno.test("parseDiff() reads new, deleted and empty files, and files without a last newline", () => {
  const text = `diff --git a/new.txt b/new.txt
new file mode 100644
index 0000000..1111111
--- /dev/null
+++ b/new.txt
@@ -0,0 +1 @@
+one
diff --git a/empty b/empty
new file mode 100644
index 0000000..e69de29
diff --git a/old file b/old file
deleted file mode 100644
--- a/old file\t
+++ /dev/null
@@ -1,2 +0,0 @@
-one
-two
\\ No newline at end of file
diff --git a/x b/x
--- a/x
+++ b/x
@@ -1 +1 @@
-a
\\ No newline at end of file
+a
diff --git a/mode b/mode
old mode 100644
new mode 100755
`;
  assertEquals(parseDiff(text), {
    files: [
      { path: "new.txt", before: null, after: "one\n" },
      { path: "empty", before: null, after: "" },
      { path: "old file", before: "one\ntwo", after: null },
      { path: "x", before: "a", after: "a\n" },
      { path: "mode", before: "", after: "" },
    ],
    problem: null,
  });
});

Deno.test("parseDiff() is not misled by lines that look like its own", () => {
  const text = `diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,2 +1,2 @@
---- a/y
-@@ -1 +1 @@
+diff --git a/y b/y
++++ b/y
`;
  assertEquals(parseDiff(text).files, [{
    path: "x",
    before: "--- a/y\n@@ -1 +1 @@\n",
    after: "diff --git a/y b/y\n+++ b/y\n",
  }]);
});

Deno.test("parseDiff() reads quoted names", () => {
  const text =
    'diff --git "a/x\\"\\ty\\303" "b/x\\"\\ty\\303"\nold mode 1\nnew mode 2\n';
  assertEquals(parseDiff(text).files[0]?.path, 'x"\ty\u00c3');
});

Deno.test("parseDiff() says when an output is cut short", () => {
  const text =
    "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n";
  assert(parseDiff(text).problem !== null);
  assert(parseDiff("fatal: no\n").problem !== null);
  assertEquals(parseDiff(""), { files: [], problem: null });
});
