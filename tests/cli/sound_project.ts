/**
 * A project in which nothing stops a run, to be broken by a test.
 *
 * @module
 */

import { join } from "@std/path";
import { run } from "../../lib/cli/doctor.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { prepared } from "../workflow/fixture.ts";
import { inProject, type MadeProject, plainOverview } from "./made_session.ts";

/** Folder of the session that {@linkcode inSession} makes. */
export const NAME = "26-01-15-auth";

/** A project whose repository has a commit, with a provider program that tells a version and is logged in by a key. */
export async function inSound(
  test: (project: MadeProject) => Promise<void>,
): Promise<void> {
  await inProject(async (project) => {
    git(project.repo, "init", "-q", "-b", "main");
    git(project.repo, "config", "user.name", "Ada");
    git(project.repo, "config", "user.email", "ada@example.com");
    git(project.repo, "commit", "-q", "--allow-empty", "-m", "First");
    await Deno.mkdir(join(project.home, "bin"));
    await program(project, "claude", "echo '2.1.330 (Claude Code)'");
    await Deno.writeTextFile(
      join(project.repo, ".samocode"),
      await Deno.readTextFile(join(project.repo, ".samocode")) +
        "CHECK_TEST=true\n",
    );
    await test(project);
  });
}

/** A sound project with a session that has a worktree. */
export function inSession(
  test: (
    project: MadeProject,
    session: { readonly paths: SessionPaths; readonly worktree: string },
  ) => Promise<void>,
): Promise<void> {
  return inSound(async (project) => {
    const worktree = join(project.worktrees, NAME);
    git(project.repo, "worktree", "add", "-q", "-b", "auth", worktree);
    const paths = await project.session(NAME, {
      overview: plainOverview({ workingDir: worktree }),
      rows: prepared.map((row): NewRow =>
        row.kind === "worktree-ready" ? { ...row, workingDir: worktree } : row
      ),
    });
    await test(project, { paths, worktree });
  });
}

/** Calls the doctor; an empty variable is none. */
export async function doctor(
  project: MadeProject,
  { env = {}, flags = {}, words = [], cwd = project.repo }: {
    readonly env?: Record<string, string>;
    readonly flags?: Record<string, string | boolean>;
    readonly words?: readonly string[];
    readonly cwd?: string;
  } = {},
) {
  const all = {
    PATH: `${join(project.home, "bin")}:${Deno.env.get("PATH")}`,
    ANTHROPIC_API_KEY: "sk-ant-api03-example",
    SAMOCODE_SANDBOX: "1",
    SAMOCODE_NOTIFY: "cat >/dev/null",
    ...env,
  };
  const terminal = project.terminal({
    cwd,
    env: Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== ""),
    ),
  });
  const code = await run({ flags, positionals: words }, terminal);
  const text = terminal.outLines.join("\n");
  return { code, text, lines: terminal.outLines, terminal };
}

/** Puts a shell script on the project's PATH. */
export async function program(
  { home }: MadeProject,
  name: string,
  script: string,
): Promise<void> {
  const file = join(home, "bin", name);
  await Deno.writeTextFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Runs git; it must go well. */
export function git(cwd: string, ...args: readonly string[]): void {
  const { success } = new Deno.Command("git", { args: [...args], cwd })
    .outputSync();
  if (!success) throw new Error(`git ${args.join(" ")}`);
}
