import { assertEquals } from "@std/assert";
import { parseProjectFile } from "../../lib/config/project_file.ts";
import {
  projectFolders,
  projectTemplate,
} from "../../lib/config/project_template.ts";

const path = "/a/app/.samocode";

Deno.test("projectTemplate() makes a file that reads without problems or warnings", () => {
  const text = projectTemplate(projectFolders("my app's #1 $x"), []);
  const file = parseProjectFile(text, { path, home: "" });
  assertEquals([file.problems, file.warnings], [[], []]);
  assertEquals(file.entries.get("MAIN_REPO")?.value, "/a/app");
  assertEquals(file.entries.get("SESSIONS")?.value, "/a/my-app-s-1-x.sessions");
});

Deno.test("projectTemplate() makes lines that a person only has to uncomment", () => {
  const text = projectTemplate(projectFolders("app"), [
    { key: "CHECK_TEST", command: "npm test" },
    { key: "SETUP", command: "npm ci" },
  ]);
  const chosen = text.replaceAll(/^# (?=[A-Z_]+=)/gm, "");
  const file = parseProjectFile(chosen, { path, home: "" });
  assertEquals([file.problems, file.warnings], [[], []]);
  assertEquals(file.checks.map(({ command }) => command), ["npm test"]);
  assertEquals(file.entries.get("SETUP")?.value, "npm ci");
  assertEquals(file.entries.get("MAX_HOURS")?.value, "8");
});
