/**
 * A whole session on a real repository: real git, real checks, the real engine; only the provider is played.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import type { EngineInput, StopReport } from "../../lib/engine/input.ts";
import { runLoop } from "../../lib/engine/loop.ts";
import { prepareSession } from "../../lib/engine/prepare.ts";
import { approvePlan } from "../../lib/session/approve.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { openStore, type Store } from "../../lib/session/store.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { createSupervisor } from "../../lib/system/supervisor.ts";
import { fakeClock } from "../fakes/clock.ts";
import { type Act, fakeHost } from "../fakes/host.ts";
import { fakeTerminal } from "../fakes/terminal.ts";
import { engineInput } from "../engine/stage.ts";
import { root } from "../source.ts";
import { programs } from "./programs.ts";
import { type ProjectName, PROJECTS } from "./projects.ts";

/** What a test can do with a session. */
export interface Lab {
  readonly paths: SessionPaths;
  readonly worktree: string;
  /** Text of a file in the worktree. */
  read(path: string): string;
  write(path: string, text: string): void;
  /** Replaces what must be there. */
  edit(path: string, from: string | RegExp, to: string): void;
  remove(path: string): void;
  /** Runs git in the worktree. */
  git(...args: readonly string[]): string;
  /** Commits everything. */
  commit(message?: string): void;
  /** Runs the engine as a run does, with the lease. */
  run(acts: readonly Act[], input?: Partial<EngineInput>): Promise<StopReport>;
  open(): Promise<Store>;
  approve(): Promise<void>;
  /** Runs a subcommand as somebody in the main repository. */
  samocode(...words: readonly string[]): Promise<Said>;
  /** Runs a subcommand as a process of its own, and waits for it; `mark` is what an agent has in its environment. */
  agent(mark: string | null, ...words: readonly string[]): Said;
}

/** What a subcommand said, and its exit code. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

const moment = { atMs: Date.UTC(2026, 0, 15, 13, 30), offsetMinutes: 60 };
const WHO = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "x",
  GIT_AUTHOR_EMAIL: "x@x",
  GIT_COMMITTER_NAME: "x",
  GIT_COMMITTER_EMAIL: "x@x",
};

/** Plays in a session that is prepared and not begun, and removes everything. */
export async function inLab(
  name: ProjectName,
  play: (lab: Lab) => Promise<void>,
): Promise<void> {
  const home = Deno.realPathSync(
    Deno.makeTempDirSync({ prefix: "samocode-lab-" }),
  );
  try {
    await play(await makeLab(home, name));
  } finally {
    Deno.removeSync(home, { recursive: true });
  }
}

async function makeLab(home: string, name: ProjectName): Promise<Lab> {
  const { files, checks } = PROJECTS[name];
  const repo = join(home, "app");
  const worktrees = join(home, "worktrees");
  const worktree = join(worktrees, "26-01-15-work");
  const session = join(home, "sessions", "26-01-15-work");
  const path = programs(join(home, "bin"));
  Deno.mkdirSync(session, { recursive: true });
  const paths = sessionPaths(session);
  const put = (folder: string, file: string, text: string) => {
    Deno.mkdirSync(dirname(join(folder, file)), { recursive: true });
    Deno.writeTextFileSync(join(folder, file), text);
  };
  const gitIn = (cwd: string, args: readonly string[]) => {
    const { success, stdout, stderr } = new Deno.Command("git", {
      args: [...args],
      cwd,
      env: WHO,
    }).outputSync();
    const words = new TextDecoder();
    if (!success) {
      throw new Error(`git ${args.join(" ")}: ${words.decode(stderr)}`);
    }
    return words.decode(stdout).trim();
  };
  for (const [file, text] of Object.entries(files)) put(repo, file, text);
  put(
    repo,
    ".samocode",
    "MAIN_REPO=.\nWORKTREES=../worktrees\nSESSIONS=../sessions\nWORKFLOW=quick\n" +
      checks.map(({ name, command }) =>
        `CHECK_${name.toUpperCase()}=${command}\n`
      ).join(""),
  );
  gitIn(repo, ["init", "-q", "-b", "main"]);
  gitIn(repo, ["add", "."]);
  gitIn(repo, ["commit", "-qm", "before"]);
  const clock = fakeClock();
  const input = await engineInput({ session, mainRepo: repo });
  const open = () =>
    openStore(paths, {
      clock,
      run: null,
      redact: (text) => text,
      repair: true,
      version: "0.0.0",
    });
  await prepareSession(await open(), {
    workflow: input.workflow,
    task: "Work",
    dive: null,
    mainRepo: repo,
    worktrees,
    branchPrefix: null,
    setup: null,
    now: () => moment,
    runSetup: () => Promise.reject(new Error("there is no setup")),
    say: () => {},
    stop: new AbortController().signal,
  });
  const { env } = Deno;
  const cache = `${
    env.get("XDG_CACHE_HOME") ?? `${env.get("HOME")}/.cache`
  }/deno`;
  const environment = {
    PATH: path,
    HOME: home,
    DENO_DIR: env.get("DENO_DIR") ?? cache,
  };
  const supervise = () =>
    createSupervisor({
      sessionDir: session,
      workingDir: worktree,
      programs: {},
      environment,
      hiddenNames: [],
      checks,
      checkTimeoutMs: 60_000,
      telegram: null,
      notifyCommand: null,
      interrupts: {
        current: () => null,
        stop: new AbortController().signal,
        force: new AbortController().signal,
        close: () => {},
      },
      tell: () => {},
      live: () => {},
      clock: systemClock,
    });
  const read = (file: string) => Deno.readTextFileSync(join(worktree, file));
  return {
    paths,
    worktree,
    read,
    write: (file, text) => put(worktree, file, text),
    edit(file, from, to) {
      const text = read(file);
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`no ${from} in ${file}`);
      put(worktree, file, edited);
    },
    remove: (file) => Deno.removeSync(join(worktree, file)),
    git: (...args) => gitIn(worktree, args),
    commit(message = "work") {
      gitIn(worktree, ["add", "-A"]);
      gitIn(worktree, ["commit", "-qm", message]);
    },
    async run(acts, more = {}) {
      const real = supervise();
      const lease = await takeLease(paths, {
        pid: Deno.pid,
        startTime: "1",
        run: "run-1",
        host: "lab",
        since: "",
        version: "0.0.0",
      }, systemClock);
      const { facts, check, changes, diff, checkOld, keepWork } = real;
      const host = {
        ...fakeHost({ session, clock, acts }),
        ...{ facts, check, changes, diff, checkOld, keepWork },
      };
      try {
        return await runLoop({ ...input, checks, ...more }, { host, clock });
      } finally {
        lease.release();
        await real.close();
      }
    },
    open,
    async approve() {
      await approvePlan(await open(), {
        workflow: input.workflow,
        moment,
        actor: { by: "ann", channel: "command" },
      });
    },
    async samocode(...words) {
      const terminal = fakeTerminal({ cwd: repo, env: environment });
      const code = await main(words, terminal);
      const lines = [...terminal.outLines, ...terminal.errLines];
      return { code, text: lines.join("\n") };
    },
    agent(mark, ...words) {
      const { code, stdout, stderr } = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", join(root, "main.ts"), ...words],
        cwd: repo,
        clearEnv: true,
        env: {
          ...environment,
          ...(mark === null ? {} : { SAMOCODE_RUN: mark }),
        },
      }).outputSync();
      const text = new TextDecoder();
      return { code, text: text.decode(stdout) + text.decode(stderr) };
    },
  };
}
