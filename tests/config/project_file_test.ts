import { assertEquals } from "@std/assert";
import { describeProblem } from "../../lib/config/config.ts";
import { parseProjectFile } from "../../lib/config/project_file.ts";

const path = "/work/app/.samocode";
const home = "/home/ann";
const good = "MAIN_REPO=.\nWORKTREES=../app.w\nSESSIONS=~/s\n";

function problems(text: string): readonly string[] {
  return parseProjectFile(text, { path, home }).problems.map(describeProblem);
}

Deno.test("parseProjectFile() makes paths absolute from the file's folder and the home folder", () => {
  const { entries, problems } = parseProjectFile(good, { path, home });
  assertEquals(problems, []);
  assertEquals(
    [...entries.values()].map(({ key, value, line }) => [key, value, line]),
    [
      ["MAIN_REPO", "/work/app", 1],
      ["WORKTREES", "/work/app.w", 2],
      ["SESSIONS", "/home/ann/s", 3],
    ],
  );
});

Deno.test("parseProjectFile() names missing keys in one problem, sorted", () => {
  assertEquals(problems("WORKTREES=w\nSESSIONS=s"), [
    `${path}: MAIN_REPO is missing`,
  ]);
  assertEquals(problems(""), [
    `${path}: MAIN_REPO, SESSIONS, WORKTREES are missing`,
  ]);
});

Deno.test("parseProjectFile() reports all problems with their lines, a broken key only once", () => {
  assertEquals(problems("MAIN_REPO=$X\nWORKTREES=\nnonsense\n"), [
    `${path}:1: MAIN_REPO has "$" outside single quotes; nothing is expanded here`,
    `${path}:3: the line has no "="`,
    `${path}:2: WORKTREES is empty`,
    `${path}: SESSIONS is missing`,
  ]);
});

Deno.test("parseProjectFile() keeps checks in the order of the file", () => {
  const text = `${good}CHECK_TEST='echo $X'\nCHECK_A_1=true\nCHECK_OFF=\n`;
  assertEquals(parseProjectFile(text, { path, home }).checks, [
    { key: "CHECK_TEST", name: "test", command: "echo $X" },
    { key: "CHECK_A_1", name: "a_1", command: "true" },
  ]);
});

Deno.test("parseProjectFile() refuses two checks whose names differ in case only", () => {
  assertEquals(problems(`${good}CHECK_A=x\nCHECK_a=y\n`), [
    `${path}:5: CHECK_a is a second check of the name "a"`,
  ]);
});

Deno.test("parseProjectFile() takes built-in workflow names as they are and others as paths", () => {
  const workflow = (value: string) =>
    parseProjectFile(`${good}WORKFLOW=${value}`, { path, home })
      .entries.get("WORKFLOW")?.value;
  assertEquals(workflow("quick"), "quick");
  assertEquals(workflow("flows/own.md"), "/work/app/flows/own.md");
});

Deno.test("parseProjectFile() warns of unknown keys and of those it never takes from a repository", () => {
  const text = `${good}MAX_HOUR=3\nCOLOR=red\nCLAUDE_PATH=/evil\n`;
  const { warnings, problems, entries } = parseProjectFile(text, {
    path,
    home,
  });
  assertEquals(problems, []);
  assertEquals(entries.has("CLAUDE_PATH"), false);
  assertEquals(warnings, [
    `${path}:4: MAX_HOUR is unknown and not used; did you mean MAX_HOURS?`,
    `${path}:5: COLOR is unknown and not used`,
    `${path}:6: CLAUDE_PATH is not read from here; set it in the environment or in your own .env`,
  ]);
});
