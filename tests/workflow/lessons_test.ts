import { assertEquals } from "@std/assert";
import {
  type LessonFile,
  MOST_LESSON_LINES,
  parseLessons,
} from "../../lib/workflow/lessons.ts";

/** A patch that makes a file of lines. */
function makes(path: string, lines: readonly string[] = ["Tests: make t"]) {
  return [
    "--- /dev/null",
    `+++ b/${path}`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
    "",
  ].join("\n");
}

/** A patch as git writes it, that changes a file of three lines. */
const changes = `diff --git a/web/CLAUDE.md b/web/CLAUDE.md
index 2cdcdb0..92e1a37 100644
--- a/web/CLAUDE.md
+++ b/web/CLAUDE.md
@@ -1,3 +1,4 @@ Notes
 one
-two
+- two
+- -- three

`;

function file(path: string, rest: Partial<LessonFile> = {}): LessonFile {
  return { path, isNew: true, added: 1, removed: 0, ...rest };
}

function reason(text: string): string {
  const reading = parseLessons(text);
  return reading.kind === "refused" ? reading.reason : "taken";
}

Deno.test("parseLessons() takes new files and changed ones, in the root and in folders", () => {
  assertEquals(parseLessons(makes("AGENTS.md")), {
    kind: "lessons",
    files: [file("AGENTS.md")],
  });
  const changed = file("web/CLAUDE.md", { isNew: false, added: 2, removed: 1 });
  assertEquals(parseLessons(changes), { kind: "lessons", files: [changed] });
  assertEquals(parseLessons(changes + makes("a b/AGENTS.md", ["x", "y"])), {
    kind: "lessons",
    files: [changed, file("a b/AGENTS.md", { added: 2 })],
  });
});

Deno.test("parseLessons() takes what diff and git write beside the lines", () => {
  const git = "diff --git a/CLAUDE.md b/CLAUDE.md\nnew file mode 100644\n" +
    `index 0000000..92e1a37\n${makes("CLAUDE.md")}`;
  assertEquals(reason(git), "taken");
  const dated = makes("CLAUDE.md").replace("/dev/null", "/dev/null\t1970-01-01")
    .replace("b/CLAUDE.md", "b/CLAUDE.md\t2026-01-15 14:30:00");
  assertEquals(reason(dated), "taken");
  const made = "--- a/CLAUDE.md\t1970-01-01 01:00:00.000000000 +0100\n" +
    "+++ b/CLAUDE.md\t2026-01-15 14:30:00\n@@ -0,0 +1 @@\n+x\n";
  assertEquals(parseLessons(made), {
    kind: "lessons",
    files: [file("CLAUDE.md")],
  });
  const open = `--- a/CLAUDE.md
+++ b/CLAUDE.md
@@ -1 +1,2 @@
-one
\\ No newline at end of file
+one
+two
\\ No newline at end of file
`;
  assertEquals(reason(open), "taken");
  assertEquals(reason(makes("CLAUDE.md", ["a\r", "\tb", "ä é 日本"])), "taken");
});

Deno.test("parseLessons() takes no other file, and none that lies elsewhere", () => {
  const out = (path: string) => `"${path}" leads out of the folder`;
  const odd = (path: string) => `"${path}" is no place for instructions`;
  const table: Readonly<Record<string, string>> = {
    "src/main.ts": '"src/main.ts" is neither CLAUDE.md nor AGENTS.md',
    "claude.md": '"claude.md" is neither CLAUDE.md nor AGENTS.md',
    "CLAUDE.md/x": '"CLAUDE.md/x" is neither CLAUDE.md nor AGENTS.md',
    "../CLAUDE.md": out("../CLAUDE.md"),
    "a/../../AGENTS.md": out("a/../../AGENTS.md"),
    "/etc/CLAUDE.md": out("/etc/CLAUDE.md"),
    ".git/CLAUDE.md": odd(".git/CLAUDE.md"),
    "a/.GIT/hooks/AGENTS.md": odd("a/.GIT/hooks/AGENTS.md"),
    "a//CLAUDE.md": odd("a//CLAUDE.md"),
    "./CLAUDE.md": odd("./CLAUDE.md"),
    'a"b/CLAUDE.md': odd('a"b/CLAUDE.md'),
  };
  for (const [path, words] of Object.entries(table)) {
    assertEquals(reason(makes(path)), words);
  }
});

Deno.test("parseLessons() refuses what does more than change lines", () => {
  const header = "diff --git a/CLAUDE.md b/CLAUDE.md\n";
  const table: readonly (readonly [string, string])[] = [
    [
      `${header}new file mode 120000\n${makes("CLAUDE.md")}`,
      'it makes "CLAUDE.md" a link, or follows one',
    ],
    [
      `${header}index 2cdcdb0..92e1a37 120000\n${makes("CLAUDE.md")}`,
      'it makes "CLAUDE.md" a link, or follows one',
    ],
    [
      `${header}new file mode 100755\n${makes("CLAUDE.md")}`,
      'it changes more than the lines of "CLAUDE.md"',
    ],
    [
      `${header}old mode 100644\nnew mode 100755\n`,
      'it changes more than the lines of "CLAUDE.md"',
    ],
    [`${header}deleted file mode 100644\n`, "it removes a file"],
    [
      "--- a/CLAUDE.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
      "it removes a file",
    ],
    [
      "--- a/CLAUDE.md\t2026-01-15 14:30:00\n" +
      "+++ b/CLAUDE.md\t1970-01-01 00:00:00 +0000\n@@ -1 +0,0 @@\n-x\n",
      "it removes a file",
    ],
    [
      "diff --git a/README.md b/CLAUDE.md\nsimilarity index 90%\n",
      "it makes one file of another: a/README.md b/CLAUDE.md",
    ],
    [
      "--- a/AGENTS.md\n+++ b/CLAUDE.md\n@@ -1 +1 @@\n-x\n+y\n",
      'it makes one file of another: "a/AGENTS.md", "b/CLAUDE.md"',
    ],
    [`${header}GIT binary patch\nliteral 3\n`, "it is binary"],
    [`${header}index 1..2\nBinary files differ\n`, "it is binary"],
    [makes("CLAUDE.md", ["a\0b"]), "it is binary"],
    [makes("CLAUDE.md", ["a\ufffdb"]), "it is not UTF-8"],
    [
      `${header}${makes("AGENTS.md")}`,
      'its headers contradict each other about "AGENTS.md"',
    ],
  ];
  for (const [text, words] of table) assertEquals(reason(text), words);
});

Deno.test("parseLessons() refuses what is no diff, or one that does not keep to its own lengths", () => {
  const none = (line: number) =>
    `its line ${line} is no part of a unified diff`;
  const patch = makes("CLAUDE.md", ["a", "b"]);
  const table: readonly (readonly [string, string])[] = [
    ["", "it is empty"],
    ["\n\n", "it is empty"],
    ["Here are the lessons:\n", none(1)],
    ["--- a/CLAUDE.md\n+++ b/CLAUDE.md\n", "it ends too early"],
    ["```diff\n" + patch + "```\n", none(1)],
    [patch + "```\n", none(6)],
    [patch.replace("+1,2", "+1,3"), "it ends too early"],
    [patch.replace("+1,2", "+1,1"), none(5)],
    [patch.replace("@@ -0,0", "@@ -0"), "it ends too early"],
    [patch + patch, "it has a file twice"],
    [
      "--- CLAUDE.md\n+++ CLAUDE.md\n@@ -1 +1 @@\n-x\n+y\n",
      '"CLAUDE.md" does not begin "b/"',
    ],
    [
      "--- a/CLAUDE.md\n+++ b/CLAUDE.md\n@@ -1 +0,0 @@\n-x\n",
      "it adds nothing",
    ],
  ];
  for (const [text, words] of table) assertEquals(reason(text), words, text);
});

Deno.test("parseLessons() refuses many lines, and characters that nobody can see", () => {
  const lines = (count: number) => Array.from({ length: count }, () => "x");
  assertEquals(
    reason(makes("CLAUDE.md", lines(MOST_LESSON_LINES))),
    "taken",
  );
  assertEquals(
    reason(makes("CLAUDE.md", lines(MOST_LESSON_LINES + 1))),
    "it adds 21 lines and removes 0: more than 20",
  );
  for (
    const char of [
      "\u001b[8m",
      "\u202e",
      "\u200b",
      "\u{e0041}",
      "\rx",
      "\ufeff",
      "\u00ad",
      "\u3164",
      "\u{e0101}",
      "\ufe01",
      " \u200d",
      "\u200d\u200d",
      "\ufe0f",
    ]
  ) {
    assertEquals(
      reason(makes("CLAUDE.md", ["a", `b${char}`])),
      "its line 5 has characters that nobody can see",
    );
  }
  const seen = ["⚠️ 1️⃣ ✔️", "👩‍💻", "می‌خواهم"];
  assertEquals(reason(makes("CLAUDE.md", seen)), "taken");
});
