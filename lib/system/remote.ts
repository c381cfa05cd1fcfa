/**
 * The remotes of a repository: what they have, and how a branch gets there. Nothing is ever overwritten.
 *
 * @module
 */

import { git, gitProblem, withoutPassword } from "./git.ts";

/** Who names the remote of a branch, and all there are. */
export interface Remotes {
  readonly names: readonly string[];
  /** The one that git itself would push the branch to, by its configuration; `null`: none is configured. */
  readonly configured: string | null;
}

/** What a remote has. */
export interface RemoteState {
  /** Where is pushed to, without a password. */
  readonly url: string;
  /** Where else: a remote may have several addresses for pushes. */
  readonly moreUrls: readonly string[];
  /** Commit of the branch there; `null`: it is new. */
  readonly tip: string | null;
  /** Its main branch; `null`: it has none. */
  readonly main: string | null;
  /** Commit of each of the branches that were asked about and are there. */
  readonly branches: Readonly<Record<string, string>>;
}

/** A failure of git, in words. */
export interface RemoteProblem {
  readonly problem: string;
  /** All that git and the remote said. */
  readonly said: readonly string[];
}

const askMs = 60_000;
const pushMs = 600_000;

/** The remotes of a repository, and the one that is configured for a branch. */
export async function remotesOf(
  cwd: string,
  branch: string,
): Promise<Remotes> {
  const { stdout } = await git(["remote"], { cwd });
  const names = stdout.split("\n").filter(Boolean);
  const settings = await git(
    ["config", "-z", "--get-regexp", "^(branch\\.|remote\\.pushdefault$)"],
    { cwd },
  );
  const values = new Map(
    settings.stdout.split("\0").map((entry) => {
      const [key = "", value = ""] = entry.split("\n");
      return [key, value];
    }),
  );
  const configured = [
    values.get(`branch.${branch}.pushremote`),
    values.get("remote.pushdefault"),
    values.get(`branch.${branch}.remote`),
  ].find((name) => name !== undefined && names.includes(name));
  return { names, configured: configured ?? null };
}

/** Asks a remote for its main branch and for some others, the first of which is the one that is to be pushed. */
export async function lookAtRemote(
  cwd: string,
  { remote, branches }: {
    readonly remote: string;
    readonly branches: readonly string[];
  },
): Promise<RemoteState | RemoteProblem> {
  const addresses = await git(
    ["remote", "get-url", "--push", "--all", remote],
    { cwd },
  );
  const [url = "", ...more] = addresses.stdout.split("\n").filter(Boolean);
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const result = await git(
    ["ls-remote", "--symref", "--end-of-options", url, "HEAD", ...refs],
    { cwd, timeoutMs: askMs },
  );
  if (result.code !== 0) return problemOf(result);
  const lines = result.stdout.split("\n").map((line) => line.split("\t"));
  const commits = new Map(
    lines.map(([commit = "", ref = ""]) => [ref, commit]),
  );
  const found = branches.flatMap((branch) => {
    const commit = commits.get(`refs/heads/${branch}`);
    return commit === undefined ? [] : [[branch, commit] as const];
  });
  const head = lines.find(([value = "", ref]) =>
    ref === "HEAD" && value.startsWith("ref: refs/heads/")
  );
  return {
    url: withoutPassword(url),
    moreUrls: more.map(withoutPassword),
    tip: commits.get(refs[0] ?? "") ?? null,
    main: head?.[0]?.slice("ref: refs/heads/".length) ?? null,
    branches: Object.fromEntries(found),
  };
}

/** Whether a commit is there and all of it is in another one. */
export async function isWithin(
  cwd: string,
  { commit, head }: { readonly commit: string; readonly head: string },
): Promise<boolean> {
  const { code } = await git(
    ["merge-base", "--is-ancestor", commit, head],
    { cwd },
  );
  return code === 0;
}

/** Pushes this very commit as a branch, and no tag with it, without force. @returns What the remote said, or why it did not go. */
export async function pushCommit(
  cwd: string,
  { remote, branch, head, stop }: {
    readonly remote: string;
    readonly branch: string;
    readonly head: string;
    /** Aborted: it is ended. */
    readonly stop: AbortSignal;
  },
): Promise<{ readonly said: readonly string[] } | RemoteProblem> {
  const result = await git(
    [
      ...["push", "--no-follow-tags", "--end-of-options", remote],
      `${head}:refs/heads/${branch}`,
    ],
    { cwd, timeoutMs: pushMs, stop },
  );
  return result.code === 0
    ? { said: saidBy(result.stderr) }
    : problemOf(result);
}

function problemOf(
  result: { readonly code: number | null; stdout: string; stderr: string },
): RemoteProblem {
  return { problem: gitProblem(result), said: saidBy(result.stderr) };
}

function saidBy(stderr: string): readonly string[] {
  return stderr.split("\n")
    .map((line) => withoutPassword(line.replaceAll(CONTROL, " ").trim()))
    .filter(Boolean).slice(0, 20);
}

/** The server's words go to a terminal. */
// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
