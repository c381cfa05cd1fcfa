/**
 * A throw-away project for one chaos session.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../../errors.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { newSessionFolder } from "../../session/resolve.ts";
import { type Child, startChild } from "../../system/child.ts";
import { listFolder, makeFolder, writeAtomic } from "../../system/files.ts";
import { git } from "../../system/git.ts";
import { selfCommand } from "../../system/self.ts";
import { now } from "../own_clock.ts";

/** The project, and the means to call samocode in it. */
export interface Site {
  /** Where the session is, or will be. */
  paths(): SessionPaths;
  /** Starts samocode with these words. */
  call(...words: readonly string[]): Child;
}

/** Name of the session. */
export const SESSION = "greeting";

/** Makes a repository with a configuration in a folder that does not exist yet. */
export async function makeSite(
  home: string,
  environment: Readonly<Record<string, string>>,
): Promise<Site> {
  const repo = join(home, "greeter");
  makeFolder(repo);
  const settings = [
    "MAIN_REPO=.",
    "WORKTREES=../worktrees",
    "SESSIONS=../sessions",
    "PROVIDER=demo",
    "WORKFLOW=quick",
    "CHECK_TEST=sh tests/greet_test.sh",
  ];
  const file = join(repo, ".samocode");
  writeAtomic(file, `${settings.join("\n")}\n`, 0o644);
  const person = ["-c", "user.name=Chaos", "-c", "user.email=chaos@localhost"];
  for (
    const step of [
      ["init", "--quiet", "--initial-branch=main"],
      ["add", "."],
      [...person, "commit", "--quiet", "-m", "Begin"],
    ]
  ) {
    const { code, stderr } = await git(step, { cwd: repo });
    if (code !== 0) {
      throw new UserError(`Cannot make a repository: ${stderr.trim()}`);
    }
  }
  const self = selfCommand();
  const env = {
    ...kept(environment),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_STATE_HOME: join(home, "state"),
    SAMOCODE_KILL_GRACE: "1",
    SAMOCODE_RETRY_DELAY: "1",
  };
  const sessions = join(home, "sessions");
  return {
    paths() {
      const made = listFolder(sessions)[0]?.name;
      return sessionPaths(
        made === undefined
          ? newSessionFolder(sessions, SESSION, now())
          : join(sessions, made),
      );
    },
    call: (...words) =>
      startChild({
        file: self.file,
        args: [...self.args, ...words, "--config", file],
        cwd: repo,
        env,
      }),
  };
}

/** Nobody is told about chaos, and nothing of the person's own settings counts. */
function kept(
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) =>
      !/^(SAMOCODE|CLAUDE|CODEX|TELEGRAM|XDG_CONFIG|XDG_STATE)/.test(name)
    ),
  );
}
