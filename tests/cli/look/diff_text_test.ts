import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { paintDiff } from "../../../lib/cli/look/diff_text.ts";
import { run } from "../../../lib/cli/show.ts";
import { prepared } from "../../workflow/fixture.ts";
import { inProject, type MadeProject } from "../made_session.ts";

async function shown(
  project: MadeProject,
  words: readonly string[],
): Promise<string> {
  const terminal = project.terminal();
  assertEquals(await run({ flags: {}, positionals: words }, terminal), 0);
  return terminal.outLines.join("\n");
}

Deno.test("diffText() tells what is changed, committed or not", () =>
  inProject(async (project) => {
    const git = (...args: string[]) => {
      const { code, stdout } = new Deno.Command("git", {
        args: ["-c", "user.name=A", "-c", "user.email=a@b", ...args],
        cwd: project.repo,
      }).outputSync();
      assertEquals(code, 0);
      return new TextDecoder().decode(stdout).trim();
    };
    const write = (name: string, text: string) =>
      Deno.writeTextFile(join(project.repo, name), text);
    git("init", "-q");
    await write("a.txt", "one\n");
    await write(".gitattributes", "*.txt diff=shout\n");
    git("add", ".");
    git("commit", "-q", "-m", "base");
    // A program that the repository would have git run.
    git("config", "diff.shout.textconv", "echo shouted");
    const base = git("rev-parse", "HEAD");
    const rows = prepared.map((row) =>
      row.kind === "worktree-ready"
        ? { ...row, workingDir: project.repo, base }
        : row
    );
    await project.session("auth", { rows });
    assertEquals(await shown(project, ["auth", "diff"]), "Nothing is changed");
    await write("a.txt", "two\n");
    git("commit", "-q", "-a", "-m", "two");
    await write("a.txt", "three\n");
    await write("new.txt", "");
    const text = await shown(project, ["auth", "diff"]);
    assertEquals(
      text.split("\n").filter((line) => /^([+-]\w|\w.*:$|new)/.test(line)),
      [
        "Committed:",
        "-one",
        "+two",
        "Not committed:",
        "-two",
        "+three",
        "Not known to git:",
        "new.txt",
      ],
    );
  }));

Deno.test("paintDiff() colours what is added and taken away, and no headings", () => {
  const colors = ["+a", "-a", "@@ -1 +1 @@", " a", "+++ b/a", "diff --git"]
    // deno-lint-ignore no-control-regex
    .map((line) => paintDiff(line).match(/^\x1b\[(\d+)m/)?.[1]);
  assertEquals(colors, ["32", "31", "36", undefined, "1", "1"]);
});
