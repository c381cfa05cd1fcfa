import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  branchName,
  nameProblem,
  nearNames,
  sessionSlug,
  taskSlug,
  undatedName,
} from "../../lib/workflow/names.ts";

Deno.test("sessionSlug() lowers capitals and joins with dashes", () => {
  assertEquals(sessionSlug("  My New\tTask "), "my-new-task");
  assertEquals(sessionSlug("A/b"), "a/b");
});

Deno.test("nameProblem() accepts one plain path segment", () => {
  for (
    const name of ["a", "A.b_c-d", "26-01-15-x", ".hidden", "x".repeat(80)]
  ) {
    assertEquals(nameProblem(name), null, name);
  }
});

Deno.test("nameProblem() says what is wrong", () => {
  const table: readonly (readonly [string, string])[] = [
    ["", "empty"],
    [".", "folder itself"],
    ["..", "leads out"],
    ["../evil", 'contains "/"'],
    ["a\\b", 'contains "\\\\"'],
    ["a b", 'contains " "'],
    ["a\nb", 'contains "\\n"'],
    ["a\0b", "contains"],
    ["b*", 'contains "*"'],
    ["café", 'contains "é"'],
    ["a🙂", 'contains "🙂"'],
    ["-x", 'begin with "-"'],
    ["_logs", 'begin with "_"'],
    ["x".repeat(81), "81 characters"],
  ];
  for (const [name, part] of table) {
    assertStringIncludes(nameProblem(name) ?? "(none)", part, name);
  }
});

Deno.test("undatedName() takes off an exact date only", () => {
  const table = [
    ["26-01-15-pyright-ci", "pyright-ci"],
    ["26-01-15-26-01-16-x", "26-01-16-x"],
    ["pyright-ci", "pyright-ci"],
    ["126-01-15-x", "126-01-15-x"],
    ["26-13-15-x", "26-13-15-x"],
    ["26-01-32-x", "26-01-32-x"],
    ["26-01-15-", "26-01-15-"],
    ["my-26-01-15-x", "my-26-01-15-x"],
  ] as const;
  for (const [folder, name] of table) assertEquals(undatedName(folder), name);
});

Deno.test("branchName() keeps the whole name of an undated session", () => {
  assertEquals(branchName("my-long-task-name", null), "my-long-task-name");
  assertEquals(branchName("26-01-15-fix", "ann"), "ann/fix");
  assertEquals(branchName("26-01-15-fix", "ann/wip/"), "ann/wip/fix");
  assertEquals(branchName("26-01-15-fix", " "), "fix");
});

Deno.test("branchName() avoids what git refuses in a ref", () => {
  assertEquals(branchName(".hidden", null), "hidden");
  assertEquals(branchName("a..b", null), "a.b");
  assertEquals(branchName("a.lock", null), "a-lock");
  assertEquals(branchName("a.", null), "a");
  assertEquals(branchName("...", null), "session");
});

Deno.test("taskSlug() takes whole words of the first line that has any", () => {
  const table = [
    ["Fix the login", "fix-the-login"],
    ["\n---\n# Don't crash on CRLF\r\nmore", "dont-crash-on-crlf"],
    ["Ärger mit Umlauten", "arger-mit-umlauten"],
    ["", "session"],
    ["…?!", "session"],
    ["日本語 fix", "fix"],
  ] as const;
  for (const [task, slug] of table) assertEquals(taskSlug(task), slug, task);
});

Deno.test("taskSlug() is short, and a name that is allowed", () => {
  const tasks = ["word ".repeat(50), "x".repeat(200), "a".repeat(39) + " b c"];
  for (const task of tasks) {
    const slug = taskSlug(task);
    assert(slug.length <= 40 && slug.length > 0, slug);
    assertEquals(nameProblem(slug), null);
  }
  assertEquals(taskSlug("a".repeat(39) + " b c"), "a".repeat(39));
});

Deno.test("nearNames() finds typing errors, the nearest first", () => {
  const flags = ["session", "timeout", "provider", "once", "until"];
  assertEquals(nearNames("sesion", flags), ["session"]);
  assertEquals(nearNames("tiemout", flags), ["timeout"]);
  assertEquals(nearNames("ONCE", flags), ["once"]);
  assertEquals(nearNames("zzz", flags), []);
  assertEquals(nearNames("", flags), []);
});

Deno.test("nearNames() sees through dates, finds parts, and stops at max", () => {
  const folders = ["26-01-15-pyright-ci", "26-02-01-login", "login-page"];
  assertEquals(nearNames("pyrihgt-ci", folders), ["26-01-15-pyright-ci"]);
  assertEquals(nearNames("login", folders), ["26-02-01-login", "login-page"]);
  assertEquals(nearNames("login", folders, 1), ["26-02-01-login"]);
});
