/**
 * Pull requests by `gh`, the program of GitHub.
 *
 * @module
 */

import { capture } from "./capture.ts";
import { childEnvironment } from "./child_env.ts";
import { isSystemError } from "./system_error.ts";

/** How `gh` is called. */
export interface HubOptions {
  /** Absolute path of `gh`. */
  readonly file: string;
  /** A working folder of the repository: by its remotes `gh` knows where it belongs. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The repository that takes the pull request. */
export interface HubRepository {
  /** `OWNER/REPO`. */
  readonly name: string;
  /** The same with its host, as `--repo` takes it. */
  readonly place: string;
  /** Its main branch; `null`: it has none. */
  readonly main: string | null;
}

/** What `gh` knows of the repository. */
export type HubReading =
  | ({ readonly kind: "repository" } & HubRepository)
  /** None of the remotes is on a server that it knows. */
  | { readonly kind: "elsewhere" }
  /** Nobody is logged in, or the login does not hold any more. */
  | { readonly kind: "noLogin"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** A pull request. */
export interface PullRequest {
  readonly url: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  /** Who has the repository that its branch is in; `null`: that is gone. */
  readonly owner: string | null;
}

/** An answer, or why there is none. */
export type HubAnswer<T> = { readonly value: T } | { readonly reason: string };

/** Title, text and branches of a pull request. */
export interface NewPullRequest {
  readonly title: string;
  readonly body: string;
  readonly base: string;
  /** `OWNER:BRANCH` where the branch is in another repository. */
  readonly head: string;
}

const limitMs = 60_000;

/** Asks what takes pull requests of this folder. */
export async function hubRepository(options: HubOptions): Promise<HubReading> {
  const fields = "nameWithOwner,url,defaultBranchRef";
  const result = await gh(["repo", "view", "--json", fields], options);
  if (result.code !== 0) {
    const reason = reasonOf(result);
    // 4: a command needs a login.
    if (result.code === 4 || /HTTP 401|gh auth refresh/i.test(result.stderr)) {
      return { kind: "noLogin", reason };
    }
    return /none of the git remotes/i.test(result.stderr)
      ? { kind: "elsewhere" }
      : { kind: "failed", reason };
  }
  const answer = parsed(result.stdout);
  const name = textOf(answer, "nameWithOwner");
  const place = textOf(answer, "url")?.replace(/^https?:\/\//, "");
  if (!name || !place) {
    return { kind: "failed", reason: "its answer is not understood" };
  }
  const main = textOf(fieldOf(answer, "defaultBranchRef"), "name");
  return { kind: "repository", name, place, main: main || null };
}

/** Asks for the pull requests of branches with that name, whoever has them; the newest first. */
export async function pullRequestsOf(
  branch: string,
  { place, ...options }: HubOptions & { readonly place: string },
): Promise<HubAnswer<readonly PullRequest[]>> {
  const result = await gh([
    ...["pr", "list", "--repo", place, "--head", branch, "--state", "all"],
    ...["--limit", "50", "--json", "url,state,headRepositoryOwner"],
  ], options);
  if (result.code !== 0) return { reason: reasonOf(result) };
  const answer = parsed(result.stdout);
  if (!Array.isArray(answer)) return { reason: "its answer is not understood" };
  return { value: answer.flatMap(pullRequest) };
}

/** Opens a draft; the value is its address. */
export async function openDraft(
  { title, body, base, head }: NewPullRequest,
  { place, ...options }: HubOptions & { readonly place: string },
): Promise<HubAnswer<string>> {
  const result = await gh([
    ...["pr", "create", "--repo", place, "--draft", "--title", title],
    ...["--body-file", "-", "--base", base, "--head", head],
  ], { ...options, stdin: body });
  const address = /https?:\/\/\S+/.exec(result.stdout)?.[0];
  return result.code === 0 && address !== undefined
    ? { value: address }
    : { reason: reasonOf(result) };
}

/** Puts another text in the place of the one that a pull request has. */
export async function renewBody(
  url: string,
  { body, ...options }: HubOptions & { readonly body: string },
): Promise<HubAnswer<null>> {
  const result = await gh(["pr", "edit", url, "--body-file", "-"], {
    ...options,
    stdin: body,
  });
  return result.code === 0 ? { value: null } : { reason: reasonOf(result) };
}

async function gh(
  args: readonly string[],
  { file, cwd, env, stdin }: HubOptions & { readonly stdin?: string },
) {
  try {
    const result = await capture(file, args, {
      cwd,
      env: childEnvironment(env, { drop: misleading, set: quiet }),
      timeoutMs: limitMs,
      ...(stdin === undefined ? {} : { stdin }),
    });
    return result.timedOut
      ? { ...result, stderr: `no answer within ${limitMs / 1000} s` }
      : result;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { code: null, stdout: "", stderr: `cannot start: ${error.message}` };
  }
}

/** What names another repository than the folder does, or changes the form of answers. */
const misleading = [
  "GH_REPO",
  "GH_FORCE_TTY",
  "GH_DEBUG",
  "CLICOLOR_FORCE",
  "GIT_DIR",
  "GIT_WORK_TREE",
];
const quiet = {
  GH_PROMPT_DISABLED: "1",
  GH_NO_UPDATE_NOTIFIER: "1",
  NO_COLOR: "1",
  GIT_TERMINAL_PROMPT: "0",
};

function reasonOf(
  { code, stderr }: { readonly code: number | null; readonly stderr: string },
): string {
  const lines = stderr.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !/^Warning:/.test(line));
  return lines.join("; ").slice(0, 500) || `gh ended with ${code}`;
}

function pullRequest(value: unknown): readonly PullRequest[] {
  const url = textOf(value, "url");
  const state = (["OPEN", "CLOSED", "MERGED"] as const)
    .find((state) => state === textOf(value, "state"));
  if (url === undefined || state === undefined) return [];
  const owner = textOf(fieldOf(value, "headRepositoryOwner"), "login");
  return [{ url, state, owner: owner ?? null }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === "string" ? field : undefined;
}
