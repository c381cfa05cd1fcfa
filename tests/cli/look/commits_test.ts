import { assertEquals } from "@std/assert";
import { commitIds, newestCommits } from "../../../lib/cli/look/commits.ts";

/** A repository with a base and four commits on it; `git` runs git there. */
async function inRepository(
  test: (
    scene: { readonly cwd: string; git(...args: readonly string[]): string },
  ) => Promise<void>,
): Promise<void> {
  const cwd = await Deno.makeTempDir();
  const git = (...args: readonly string[]) => {
    const { code, stdout } = new Deno.Command("git", {
      args: ["-c", "user.name=A", "-c", "user.email=a@b", ...args],
      cwd,
    }).outputSync();
    assertEquals(code, 0);
    return new TextDecoder().decode(stdout).trim();
  };
  try {
    git("init", "-q", "-b", "main");
    git("commit", "-q", "--allow-empty", "-m", "base");
    for (const n of [1, 2, 3, 4]) {
      git("commit", "-q", "--allow-empty", "-m", `commit\t${n}`);
    }
    await test({ cwd, git });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test("newestCommits() tells the newest since the base", () =>
  inRepository(async ({ cwd, git }) => {
    const base = git("rev-parse", "HEAD~4");
    const { commits, problem } = await newestCommits(cwd, { base, count: 3 });
    assertEquals(problem, null);
    assertEquals(
      commits.map(({ subject }) => subject),
      ["commit\t4", "commit\t3", "commit\t2"],
    );
    assertEquals(commits[0]?.id, git("rev-parse", "--short", "HEAD"));
    const none = await newestCommits(cwd, { base: "main", count: 3 });
    assertEquals(none, { commits: [], problem: null });
    const all = await newestCommits(cwd, { base: null, count: 9 });
    assertEquals(all.commits.length, 5);
  }));

Deno.test("newestCommits() takes no flag for a base, and tells of one that is gone", () =>
  inRepository(async ({ cwd }) => {
    const flag = await newestCommits(cwd, { base: "--output=x", count: 1 });
    assertEquals(flag.commits.length, 1);
    const gone = await newestCommits(cwd, { base: "gone", count: 1 });
    assertEquals(gone.commits, []);
    assertEquals(gone.problem?.includes("gone..HEAD"), true);
  }));

Deno.test("newestCommits() has nothing to tell where there is no repository", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    const options = { base: null, count: 3 };
    assertEquals(await newestCommits(cwd, options), {
      commits: [],
      problem: null,
    });
    assertEquals(await newestCommits(`${cwd}/gone`, options), {
      commits: [],
      problem: null,
    });
  } finally {
    await Deno.remove(cwd);
  }
});

Deno.test("commitIds() tells the full ids since the base, the newest first", () =>
  inRepository(async ({ cwd, git }) => {
    const ids = await commitIds(cwd, git("rev-parse", "HEAD~2"));
    assertEquals(ids, [git("rev-parse", "HEAD"), git("rev-parse", "HEAD~1")]);
    assertEquals(await commitIds(cwd, null), []);
  }));
