/**
 * What the demo agent does with git and the shell in the working folder.
 *
 * @module
 */

import { capture } from "../../system/capture.ts";
import { git, gitProblem, type GitResult } from "../../system/git.ts";
import { GREET, GREET_TEST } from "./program.ts";
import type { Stage } from "./stage.ts";

/** How a commit went. */
export type Committed =
  | { readonly kind: "committed"; readonly id: string }
  /** Nothing had changed, or the folder is no repository. */
  | { readonly kind: "nothing" }
  | { readonly kind: "failed"; readonly reason: string };

/** Commits these files and no others. */
export async function commit(
  cwd: string,
  { files, message }: {
    readonly files: readonly string[];
    readonly message: string;
  },
): Promise<Committed> {
  const call = (...args: readonly string[]) => git(args, { cwd });
  if ((await call("rev-parse", "--is-inside-work-tree")).code !== 0) {
    return { kind: "nothing" };
  }
  const added = await call("add", "--", ...files);
  if (added.code !== 0) return failed(added);
  const staged = await call("diff", "--cached", "--quiet", "--", ...files);
  if (staged.code === 0) return { kind: "nothing" };
  const made = await call(
    ...await identity(cwd),
    // Nobody is there to type a passphrase.
    ...["-c", "commit.gpgsign=false", "commit", "-q", "-m", message, "--"],
    ...files,
  );
  if (made.code !== 0) return failed(made);
  return { kind: "committed", id: await headOf(cwd) ?? "HEAD" };
}

/** Short id of HEAD; `null` without a commit or a repository. */
export async function headOf(cwd: string): Promise<string | null> {
  const head = await git(["rev-parse", "--short", "HEAD"], { cwd });
  return head.code === 0 ? head.stdout.trim() : null;
}

/** Whether tracked and untracked files are as in HEAD; `null` without a repository. */
export async function isClean(cwd: string): Promise<boolean | null> {
  const status = await git(["status", "--porcelain"], { cwd });
  return status.code === 0 ? status.stdout.trim() === "" : null;
}

/** Commits since the base, newest first, as `1a2b3c4 subject`; without a base those that touch our files. */
export async function commitsSince(
  cwd: string,
  base: string | null,
): Promise<readonly string[]> {
  const known = base !== null && /^[^-]/.test(base) && (await git(
        ["rev-parse", "--verify", "--quiet", `${base}^{commit}`],
        { cwd },
      )).code === 0;
  const range = known ? [`${base}..HEAD`] : ["--", GREET, GREET_TEST];
  const log = await git(["log", "--format=%h %s", ...range], { cwd });
  return log.code === 0 ? lines(log.stdout) : [];
}

/** Tracked files and the latest commits. */
export async function glance(cwd: string): Promise<{
  readonly files: readonly string[];
  readonly commits: readonly string[];
}> {
  const files = await git(["ls-files"], { cwd });
  const log = await git(["log", "-5", "--format=%h %s"], { cwd });
  return {
    files: files.code === 0 ? lines(files.stdout) : [],
    commits: log.code === 0 ? lines(log.stdout) : [],
  };
}

/** Runs a script of the working folder with `sh`; `words` are its name and arguments. */
export async function runScript(
  stage: Stage,
  words: readonly string[],
): Promise<{ readonly green: boolean; readonly output: string }> {
  stage.tool("Bash", `sh ${words.join(" ")}`);
  const { code, stdout, stderr } = await capture("sh", words, {
    cwd: stage.context.workingDir,
    env: stage.env,
    timeoutMs: 20_000,
  });
  return { green: code === 0, output: (stdout + stderr).trimEnd() };
}

/** Options of git that name an author, where none is configured. */
async function identity(cwd: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (
    const [key, value] of [
      ["user.name", "samocode demo"],
      ["user.email", "demo@samocode.invalid"],
    ] as const
  ) {
    const set = await git(["config", "--get", key], { cwd });
    if (set.code !== 0 || set.stdout.trim() === "") {
      missing.push("-c", `${key}=${value}`);
    }
  }
  return missing;
}

function failed(result: GitResult): Committed {
  return { kind: "failed", reason: gitProblem(result) };
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
