/**
 * Finds where a session's branch starts from.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { git, gitProblem } from "./git.ts";

/** Where a branch starts from. */
export interface WorktreeBase {
  /** Commit. */
  readonly base: string;
  readonly baseName: string;
  /** The branch here that is named like the remote's, where the start is as the remote has it; `null`: none. */
  readonly localMain: string | null;
  /** Whether the session's branch is there. */
  readonly branchThere: boolean;
  /** The same branch as the remote has it, `origin/x`; `null`: it has none. */
  readonly remoteBranch: string | null;
  /** For a person, one line each. */
  readonly notes: readonly string[];
}

/** What {@linkcode findBase} has to know. */
export interface BaseOptions {
  readonly branch: string;
  /** Whether to ask the remote first; 30 s at most. */
  readonly fetch: boolean;
  /** Aborted: the remote is not waited for. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * The main branch: as the remote has it; when the remote cannot be asked, as it is here; without a remote `main`, `master`, or what is checked
 * out.
 *
 * @throws {UserError} when the repository has no commit.
 */
export async function findBase(
  mainRepo: string,
  { branch, fetch, stop }: BaseOptions,
): Promise<WorktreeBase> {
  const remote = await remoteOf(mainRepo);
  const problem = remote !== null && fetch
    ? await fetchProblem(mainRepo, { remote, stop })
    : null;
  const refs = await refsOf(mainRepo, remote);
  const from = problem === null
    ? newest(refs, remote)
    : here(refs, remote) ?? newest(refs, remote);
  const start = from ?? await checkedOut(mainRepo);
  if (start === null) {
    throw new UserError(
      `Cannot make a worktree of "${mainRepo}": it has no commit yet`,
      { hint: "git commit --allow-empty -m First" },
    );
  }
  const note = problem === null || remote === null ? [] : [
    `Could not fetch from "${remote}" (${problem}): starting from "${start.name}" as it is here`,
  ];
  return {
    base: start.commit,
    baseName: start.name,
    localMain: start.name.startsWith(`${remote}/`)
      ? here(refs, remote)?.name ?? null
      : null,
    branchThere: refs.has(`refs/heads/${branch}`),
    remoteBranch: refs.has(`refs/remotes/${remote}/${branch}`)
      ? `${remote}/${branch}`
      : null,
    notes: note,
  };
}

/** Where the branch of a worktree left the main one; the main branch itself when they have nothing in common. */
export async function startOf(worktree: string, main: string): Promise<string> {
  const { code, stdout } = await git(["merge-base", "HEAD", main], {
    cwd: worktree,
  });
  return code === 0 ? stdout.trim() : main;
}

/** Where the branch of a worktree that the predecessor made began, as far as is known here. */
export async function foundStart(
  mainRepo: string,
  { workingDir, branch }: {
    readonly workingDir: string;
    readonly branch: string;
  },
): Promise<{ readonly base: string; readonly baseName: string }> {
  const { base, baseName } = await findBase(mainRepo, { branch, fetch: false });
  return { base: await startOf(workingDir, base), baseName };
}

interface Ref {
  readonly name: string;
  readonly commit: string;
  /** Full name of the ref it points to, or empty. */
  readonly target: string;
}

type Refs = ReadonlyMap<string, Ref>;

/** `origin`, or the only one. */
async function remoteOf(cwd: string): Promise<string | null> {
  const { stdout } = await git(["remote"], { cwd });
  const remotes = stdout.split("\n").filter(Boolean);
  if (remotes.includes("origin")) return "origin";
  return remotes.length === 1 ? remotes[0] ?? null : null;
}

async function fetchProblem(
  cwd: string,
  { remote, stop }: {
    readonly remote: string;
    readonly stop: AbortSignal | undefined;
  },
): Promise<string | null> {
  const result = await git(
    ["fetch", "--quiet", "--no-recurse-submodules", remote],
    { cwd, timeoutMs: 30_000, stop },
  );
  return result.code === 0 ? null : gitProblem(result);
}

async function refsOf(cwd: string, remote: string | null): Promise<Refs> {
  const format = "%(refname) %(refname:lstrip=2) %(objectname) %(symref)"
    .replaceAll(
      " ",
      "%00",
    );
  const patterns = ["refs/heads"];
  if (remote !== null) patterns.push(`refs/remotes/${remote}`);
  const { stdout } = await git(
    ["for-each-ref", `--format=${format}`, ...patterns],
    { cwd },
  );
  return new Map(
    stdout.split("\n").flatMap((line) => {
      const [full, name, commit, target] = line.split("\0");
      return full && name && commit
        ? [[full, { name, commit, target: target ?? "" }]]
        : [];
    }),
  );
}

/** The remote's main branch as it was fetched last, else the one here. */
function newest(refs: Refs, remote: string | null): Ref | null {
  return remoteMain(refs, remote) ?? here(refs, remote);
}

function remoteMain(refs: Refs, remote: string | null): Ref | null {
  if (remote === null) return null;
  const folder = `refs/remotes/${remote}`;
  const head = refs.get(`${folder}/HEAD`)?.target;
  return refs.get(head ?? "") ?? refs.get(`${folder}/main`) ??
    refs.get(`${folder}/master`) ?? null;
}

/** The branch here that is named like the remote's main branch, else `main` or `master`. */
function here(refs: Refs, remote: string | null): Ref | null {
  const name = remoteMain(refs, remote)?.name.slice(`${remote}/`.length);
  return refs.get(`refs/heads/${name}`) ?? refs.get("refs/heads/main") ??
    refs.get("refs/heads/master") ?? null;
}

async function checkedOut(cwd: string): Promise<Ref | null> {
  const { code, stdout } = await git(
    ["rev-parse", "HEAD^{commit}", "--abbrev-ref", "HEAD"],
    { cwd },
  );
  const [commit, name] = stdout.split("\n");
  return code === 0 && commit && name ? { name, commit, target: "" } : null;
}
