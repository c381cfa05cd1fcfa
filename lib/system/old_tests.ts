/**
 * Runs checks on HEAD with the tests as they were at a commit, in a scratch worktree.
 *
 * @module
 */

import { join } from "@std/path";
import { git, gitProblem } from "./git.ts";
import type { CheckRun, OldCheck, OldTestsRun, OldTestsSpec } from "./host.ts";
import { runShell, type ShellOptions } from "./run_command.ts";

/** How {@linkcode checkOldTests} goes about. */
export interface OldTestsOptions extends Omit<ShellOptions, "cwd" | "log"> {
  /** The worktree of the session; nothing in it changes. */
  readonly workingDir: string;
  /** Command of a check. */
  readonly commandOf: (name: string) => string;
  /** Run first, as in every new worktree; `null`: nothing. */
  readonly setup: string | null;
  /** Absolute path of a log for the setup command. */
  readonly setupLog: string;
}

/** Checking out a large repository may take its time. */
const addLimitMs = 600_000;
/** What is done in the scratch worktree is nobody's business but ours. */
const noHooks = ["-c", "core.hooksPath=/dev/null"];
const env = { GIT_LITERAL_PATHSPECS: "1" };

/**
 * Runs the checks up to the first red one. A red one is run once more with the tests as they are: when that is red,
 * too, it is the scratch worktree that it does not get along with.
 */
export async function checkOldTests(
  spec: OldTestsSpec,
  options: OldTestsOptions,
): Promise<OldTestsRun> {
  const folder = Deno.realPathSync(
    Deno.makeTempDirSync({ prefix: "samocode-old-tests-" }),
  );
  const tree = join(folder, "tree");
  const { workingDir } = options;
  try {
    await git(["worktree", "prune"], { cwd: workingDir });
    const added = await git([
      ...noHooks,
      "worktree",
      "add",
      "--detach",
      "--quiet",
      tree,
      spec.head,
    ], { cwd: workingDir, timeoutMs: addLimitMs, stop: options.stop });
    if (added.code !== 0) return { problem: gitProblem(added) };
    return await runChecks(tree, { spec, options });
  } finally {
    await git(["worktree", "remove", "--force", "--force", tree], {
      cwd: workingDir,
    });
    Deno.removeSync(folder, { recursive: true });
    await git(["worktree", "prune"], { cwd: workingDir });
  }
}

interface Call {
  readonly spec: OldTestsSpec;
  readonly options: OldTestsOptions;
}

async function runChecks(
  tree: string,
  { spec, options }: Call,
): Promise<OldTestsRun> {
  const run = (command: string, log: string) =>
    runShell(command, { ...options, cwd: tree, log });
  if (options.setup !== null) {
    const setup = await run(options.setup, options.setupLog);
    if (!isGreen(setup)) {
      return { problem: `the setup command ended with ${setup.exitCode}` };
    }
  }
  const problem = await putFiles(tree, { from: spec.base, spec, options });
  if (problem !== null) return { problem };
  const results: OldCheck[] = [];
  for (const { name, log, controlLog } of spec.checks) {
    const command = options.commandOf(name);
    const old = await run(command, log);
    if (isGreen(old)) {
      results.push({ name, old, control: null });
      continue;
    }
    const problem = await putFiles(tree, { from: spec.head, spec, options });
    if (problem !== null) return { problem };
    results.push({ name, old, control: await run(command, controlLog) });
    break;
  }
  return { results };
}

/** Puts the tests there as they are in a commit; those that it does not have are taken away. */
async function putFiles(
  tree: string,
  { from, spec, options }: Call & { readonly from: string },
): Promise<string | null> {
  const { base, head, paths } = spec;
  const call = { cwd: tree, env, timeoutMs: addLimitMs, stop: options.stop };
  const removed = await git(
    ["rm", "-r", "-f", "-q", "--ignore-unmatch", "--", ...paths],
    call,
  );
  if (removed.code !== 0) return gitProblem(removed);
  const there = from === base ? paths : await pathsIn(head, { paths, call });
  if (there.length === 0) return null;
  const put = await git([...noHooks, "checkout", from, "--", ...there], call);
  return put.code === 0 ? null : gitProblem(put);
}

async function pathsIn(
  commit: string,
  { paths, call }: {
    readonly paths: readonly string[];
    readonly call: Parameters<typeof git>[1];
  },
): Promise<readonly string[]> {
  const { stdout } = await git(
    [
      "ls-tree",
      "-r",
      "-z",
      "--name-only",
      "--full-tree",
      commit,
      "--",
      ...paths,
    ],
    call,
  );
  return stdout.split("\0").filter(Boolean);
}

/** Whether a command ended well by itself. */
function isGreen({ exitCode, timedOut }: CheckRun): boolean {
  return exitCode === 0 && !timedOut;
}
