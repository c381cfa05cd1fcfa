/**
 * A project in a temporary folder, and the program itself as a child process in it.
 *
 * Every project has folders, a home and a provider of its own, so that tests can run side by side.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  makeFakeProvider,
  readStarts,
  writeMoods,
} from "../fakes/make_provider.ts";
import type { Mood, Start } from "../fakes/provider/script.ts";
import { lives, until } from "../system/survivors.ts";
import { processesWith } from "./processes.ts";
import {
  programWords,
  type Ran,
  type Running,
  startProgram,
} from "./program.ts";
import { SessionView } from "./session_view.ts";

/** How a call is made. */
export interface CallOptions {
  /** On top of the project's environment; an empty text takes one away. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  /** Whether nothing of the project may be alive at its end; it may not unless told. */
  readonly alone?: boolean;
}

/** How a project is made. */
export interface ProjectOptions {
  /** Further lines of `.samocode`. */
  readonly config?: readonly string[];
  /** One mood per start of the provider, the last one for all further ones. */
  readonly moods?: readonly (Mood | string)[];
  /** `MAIN_REPO` has no repository. */
  readonly plain?: boolean;
  /** On top of the usual environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes a project, runs a test in it, and removes it; nothing of it may be alive then. */
export async function withProject(
  test: (project: Project) => Promise<void>,
  options: ProjectOptions = {},
): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir());
  const project = new Project(dir, options);
  try {
    await project.make();
    await test(project);
  } finally {
    project.killAll();
    await Deno.remove(dir, { recursive: true });
  }
}

/** A project. */
export class Project {
  readonly repo: string;
  readonly sessions: string;
  readonly worktrees: string;
  readonly home: string;
  /** Folder of the provider, its script and its record. */
  readonly fake: string;

  constructor(readonly dir: string, readonly options: ProjectOptions) {
    this.repo = join(dir, "repo");
    this.sessions = join(dir, "sessions");
    this.worktrees = join(dir, "worktrees");
    this.home = join(dir, "home");
    this.fake = join(dir, "fake");
  }

  async make(): Promise<void> {
    for (const folder of [this.repo, this.home, this.fake]) {
      await Deno.mkdir(folder);
    }
    if (!this.options.plain) {
      await this.sh(
        "git init -q -b main && echo '# Project' >README.md && " +
          "git add . && git -c user.name=Ada -c user.email=ada@example.com commit -q -m First",
      );
    }
    await this.configure(this.options.config ?? []);
    await makeFakeProvider(this.fake, {
      FAKE_SAID: join(this.fake, "said"),
      FAKE_SAMOCODE: programWords().join(" "),
    });
    // The same program, by the name that it is asked its version with.
    await Deno.writeTextFile(
      join(this.fake, "codex"),
      `#!/bin/sh\nFAKE_PROGRAM=codex exec '${this.fake}/provider' "$@"\n`,
      { mode: 0o755 },
    );
    if (this.options.moods) await writeMoods(this.fake, this.options.moods);
  }

  /** Writes `.samocode` anew. */
  async configure(lines: readonly string[]): Promise<void> {
    await Deno.writeTextFile(
      join(this.dir, ".samocode"),
      ["MAIN_REPO=repo", "WORKTREES=worktrees", "SESSIONS=sessions", ...lines]
        .join("\n") + "\n",
    );
  }

  /** A shell command in the repository; it must succeed. Returns what it printed. */
  async sh(command: string, cwd = this.repo): Promise<string> {
    const { success, stdout, stderr } = await new Deno.Command("/bin/sh", {
      args: ["-c", command],
      cwd,
      clearEnv: true,
      env: { PATH: Deno.env.get("PATH") ?? "", HOME: this.home },
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    if (!success) throw new Error(`${command}: ${text.decode(stderr)}`);
    return text.decode(stdout).trim();
  }

  /** Calls the program and waits for its end; nothing of the project may be alive afterwards. */
  async run(args: readonly string[], options: CallOptions = {}): Promise<Ran> {
    return await (await this.start(args, options)).ended;
  }

  /** Calls the program. */
  async start(
    args: readonly string[],
    { env = {}, stdin, cwd = this.dir, alone = true }: CallOptions = {},
  ): Promise<Running> {
    const running = await startProgram(args, {
      cwd,
      env: { ...this.environment(), ...this.options.env, ...env },
      stdin,
      dir: this.dir,
    });
    const ended = running.ended.then((ran) => {
      // Who is killed cannot tidy up.
      if (alone && ran.signal === null) {
        assertEquals(processesWith(this.home), []);
      }
      return ran;
    });
    return { ...running, ended };
  }

  /** Waits until nothing of the project is alive any more. */
  async quiet(): Promise<void> {
    await until(() => processesWith(this.home).length === 0);
  }

  /** Sets the moods of the starts that follow. */
  async moods(...moods: readonly (Mood | string)[]): Promise<void> {
    await writeMoods(this.fake, moods);
    await Deno.remove(join(this.fake, "script.json.count"))
      .catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
  }

  /** Every start of the provider so far. */
  async starts(): Promise<readonly Start[]> {
    return await readStarts(this.fake);
  }

  /** Waits for so many starts of the provider, and returns them. */
  async untilStarts(count: number): Promise<readonly Start[]> {
    for (;;) {
      const starts = await this.starts();
      if (starts.length >= count) return starts;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The files of the session with a name; the only one unless told. */
  session(name?: string): SessionView {
    const names = [...Deno.readDirSync(this.sessions)].map((one) => one.name)
      .filter((one) => name === undefined || one.endsWith(`-${name}`));
    if (names.length !== 1) throw new Error(`sessions: ${names.join(", ")}`);
    return new SessionView(join(this.sessions, names[0]!));
  }

  /** The only session, as soon as it has a journal. */
  begun(): SessionView | null {
    try {
      // The folder of the sessions is there a moment before its first one.
      if ([...Deno.readDirSync(this.sessions)].length === 0) return null;
      const session = this.session();
      Deno.lstatSync(session.path("_journal.jsonl"));
      return session;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }

  /** Ends whatever a test that failed has left. */
  killAll(): void {
    for (const pid of processesWith(this.home)) {
      if (lives(pid)) Deno.kill(pid, "SIGKILL");
    }
  }

  private environment(): Readonly<Record<string, string>> {
    return {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: this.home,
      CLAUDE_PATH: join(this.fake, "provider"),
      CODEX_PATH: join(this.fake, "codex"),
      SAMOCODE_SANDBOX: "1",
      SAMOCODE_RETRY_DELAY: "1",
      SAMOCODE_KILL_GRACE: "1",
    };
  }
}
