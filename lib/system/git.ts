/**
 * Calls git: with a limit of time, without questions, on the repository of the folder it is told and no other.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { type Aide, createAide, shellQuoted } from "./aide.ts";
import { capture } from "./capture.ts";
import { childEnvironment } from "./child_env.ts";

/** How {@linkcode git} is called. */
export interface GitOptions {
  readonly cwd: string;
  /** Git and its helpers are ended then; 30 s unless told. */
  readonly timeoutMs?: number;
  /** Aborted: they are ended at once. */
  readonly stop?: AbortSignal | undefined;
  /** Set on top of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Given on standard input; nothing when left out. */
  readonly stdin?: string;
  /** Most that is kept of what it prints; 16 MiB unless told. */
  readonly maxBytes?: number;
}

/** How {@linkcode askGit} calls git. */
export interface AskGitOptions
  extends Omit<GitOptions, "stop" | "stdin" | "maxBytes"> {
  /** Of {@linkcode createGitAide}. */
  readonly aide: Aide;
}

/** How a call of git ended. */
export interface GitResult {
  /** `null`: it was ended by us, or by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Git, or the folder it shall work in, is not there. */
export class GitMissingError extends UserError {
  override readonly name = "GitMissingError";
}

/**
 * Runs git; that it fails is a result.
 *
 * @throws {GitMissingError}
 */
export async function git(
  args: readonly string[],
  { cwd, timeoutMs = 30_000, stop, env = {}, stdin, maxBytes }: GitOptions,
): Promise<GitResult> {
  try {
    const result = await capture("git", [...quiet, ...args], {
      cwd,
      timeoutMs,
      ...(stop === undefined ? {} : { stop }),
      ...(stdin === undefined ? {} : { stdin }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      env: { ...gitEnvironment(), ...env },
    });
    const { code, stdout } = result;
    const stderr = result.timedOut
      ? `no answer within ${timeoutMs / 1000} s`
      : result.stopped
      ? "interrupted"
      : result.stderr;
    return { code, stdout, stderr };
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new GitMissingError(
      `Cannot run git in "${cwd}": git or the folder is not there`,
      { cause },
    );
  }
}

/** Makes the aide that calls git for whoever does so often. */
export function createGitAide(): Aide {
  return createAide({ env: gitEnvironment });
}

/** Runs git by an aide; what it says of failures is not heard. Without git, or without the folder, its code is not 0. */
export async function askGit(
  args: readonly string[],
  { aide, cwd, timeoutMs = 30_000, env = {} }: AskGitOptions,
): Promise<GitResult> {
  const changes = Object.entries(env).map(([name, value]) =>
    `${name}=${value}`
  );
  const words = [
    ...(changes.length === 0 ? [] : ["env", ...changes]),
    "git",
    ...quiet,
    ...args,
  ].map(shellQuoted);
  const answer = await aide.run(
    `cd ${shellQuoted(cwd)} && exec ${words.join(" ")}`,
    { timeoutMs },
  );
  return answer === null
    ? { code: null, stdout: "", stderr: "" }
    : { ...answer, stderr: "" };
}

function gitEnvironment(): Record<string, string> {
  const surroundings = Deno.env.toObject();
  const foreign = Object.keys(surroundings).filter((name) =>
    name.startsWith("GIT_") && !allowed.test(name)
  );
  return childEnvironment(surroundings, { drop: foreign, set: fixed });
}

/** The line of git's words that tells what is wrong. */
export function gitProblem({ code, stderr }: GitResult): string {
  const lines = stderr.split("\n").map((line) => line.trim()).filter(Boolean);
  const line = lines.find((line) => /^(fatal|error):/.test(line)) ??
    lines.at(-1);
  return line === undefined
    ? `git ended with ${code}`
    : withoutPassword(line.replace(/^(fatal|error): /, ""));
}

/** A text without the passwords that addresses in it may hold. */
export function withoutPassword(text: string): string {
  return text.replaceAll(/\/\/[^/\s]+@/g, "//");
}

/** What a person may set: how servers are reached, who commits, which configuration counts. Nothing that names a repository. */
const allowed = new RegExp(
  "^GIT_(SSH.*|ASKPASS|SSL_.*|HTTP_.*|PROXY_.*|EXEC_PATH|TRACE.*|AUTHOR_.*|COMMITTER_.*|" +
    "CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\\d+|VALUE_\\d+)|CEILING_DIRECTORIES)$",
);

/** No questions, no locks for the sake of speed, words that can be told apart. */
const fixed = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  LC_ALL: "C",
};

/** No helper that goes on in the background. */
const quiet = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "gc.auto=0",
  "-c",
  "maintenance.auto=false",
];
