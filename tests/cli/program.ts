/**
 * The program itself as a child process, in a project of its own.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import { readLeaseInfo, takeLease } from "../../lib/session/lease.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";
import type { Row } from "../../lib/workflow/row.ts";
import { lives, until } from "../system/survivors.ts";
import { inProject, type MadeProject } from "./made_session.ts";

/** What a call of the program came to. */
export interface Called {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Last line of its standard output. */
  readonly last: string;
}

const root = fromFileUrl(new URL("../..", import.meta.url));
const decoder = new TextDecoder();

/** Words that start the program. */
export const programWords: readonly string[] = [
  Deno.execPath(),
  ...["run", "-A", "--no-check", "--quiet", "--config"],
  join(root, "deno.json"),
  join(root, "main.ts"),
];

/** The environment of a call; nothing of the person's own is in it but where programs and the cache are. */
export function programEnvironment(
  { home }: MadeProject,
): Record<string, string> {
  const { env } = Deno;
  const own = `${
    env.get("XDG_CACHE_HOME") ?? `${env.get("HOME")}/.cache`
  }/deno`;
  return {
    HOME: home,
    PATH: env.get("PATH") ?? "",
    DENO_DIR: env.get("DENO_DIR") ?? own,
    SAMOCODE_PROVIDER: "demo",
  };
}

/** Starts words in a project. */
export function startIn(
  project: MadeProject,
  words: readonly string[],
  options: Deno.CommandOptions = {},
): Deno.ChildProcess {
  const [file = "", ...args] = words;
  return new Deno.Command(file, {
    args,
    cwd: project.repo,
    clearEnv: true,
    env: programEnvironment(project),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...options,
  }).spawn();
}

/** Waits for the end of a child and of its pipes. */
export async function ended(child: Deno.ChildProcess): Promise<Called> {
  const { code, stdout, stderr } = await child.output();
  const [out, err] = [decoder.decode(stdout), decoder.decode(stderr)];
  return { code, out, err, last: out.trimEnd().split("\n").at(-1)! };
}

/** Calls the program and waits for its end. */
export function program(
  project: MadeProject,
  ...args: readonly string[]
): Promise<Called> {
  return ended(startIn(project, [...programWords, ...args]));
}

/** Rows of a session's journal. */
export function rowsOf({ journal }: SessionPaths): readonly Row[] {
  const text = Deno.readTextFileSync(journal);
  // What has no end yet is still being written.
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean)
    .map((line): Row => JSON.parse(line));
}

/** Waits for a row of a kind. */
export async function untilRow(
  paths: SessionPaths,
  kind: Row["kind"],
): Promise<void> {
  await until(() => rowsOf(paths).some((row) => row.kind === kind));
}

/** Takes the lease of a session as a run does. */
export function holdLease(paths: SessionPaths) {
  return takeLease(paths, {
    pid: Deno.pid,
    startTime: "1",
    run: "run-1",
    host: "elsewhere",
    since: "2026-01-15T14:30:00.000+01:00",
    version: "0.1.0",
  }, systemClock);
}

/** Runs a test in a project with a repository; no run that it started is alive afterwards. */
export async function inRepository(
  test: (project: MadeProject) => Promise<void>,
): Promise<void> {
  await inProject(async (project) => {
    const git =
      "git init -q -b main && git add . && git -c user.name=Ada -c user.email=ada@localhost commit -q -m First";
    await startIn(project, ["/bin/sh", "-c", git]).output();
    try {
      await test(project);
    } finally {
      for (const { name } of Deno.readDirSync(project.sessions)) {
        await endRun(sessionPaths(join(project.sessions, name)));
      }
    }
  });
}

/** Ends the run of a session, if it still lives, in good order. */
export async function endRun(paths: SessionPaths): Promise<void> {
  const pid = readLeaseInfo(paths)?.pid;
  if (pid === undefined || pid === Deno.pid || !lives(pid)) return;
  Deno.kill(pid, "SIGTERM");
  await until(() => !lives(pid));
}
