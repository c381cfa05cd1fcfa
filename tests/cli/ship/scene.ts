/**
 * A finished session in a real repository, a bare one that it is pushed to, and a fake `gh`.
 *
 * @module
 */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { basename, join } from "@std/path";
import { run } from "../../../lib/cli/ship.ts";
import { run as session } from "../../../lib/cli/session.ts";
import { type UsageError, UserError } from "../../../lib/errors.ts";
import { editOverview } from "../../../lib/session/overview_edit.ts";
import { type SessionPaths, sessionPaths } from "../../../lib/session/paths.ts";
import { treeFacts } from "../../../lib/system/git_facts.ts";
import type { Row } from "../../../lib/workflow/row.ts";
import { type FakeGh, makeGh } from "../../fakes/gh.ts";
import { PLAN, PLAN_FILE, planHash } from "../../fakes/standing.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  runStarted,
} from "../../workflow/fixture.ts";
import { appendRows, type MadeProject } from "../made_session.ts";
import { rowsOf } from "../program.ts";
import { git, inSound } from "../sound_project.ts";

/** What a test plays with. */
export interface Scene {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly worktree: string;
  /** Name of the session's folder. */
  readonly name: string;
  /** The bare repository. */
  readonly bare: string;
  readonly gh: FakeGh;
  /** Calls `ship`; on a terminal when there are answers. */
  ship(flags?: Flags, options?: ShipOptions): Promise<Shipped>;
  /** Rows of the hand-over. */
  shipped(): readonly Extract<Row, { kind: "shipped" }>[];
  /** What git prints, in the worktree unless told. */
  output(words: readonly string[], cwd?: string): string;
}

/** Flags of a call. */
export type Flags = Readonly<Record<string, string | boolean>>;

/** Surroundings of a call. */
export interface ShipOptions {
  readonly answers?: readonly string[];
  /** `gh` is not on PATH. */
  readonly noGh?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a call came to. */
export interface Shipped {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The summary that the agent wrote. */
export const SUMMARY = `# Summary: login

## Pull request
\`\`\`text
Title: Log in with a key

Reads the key and checks it. <!-- hidden?
\`\`\`
`;

/** Plays a test with a session that is done, unless told otherwise. */
export function inShipping(
  test: (scene: Scene) => Promise<void>,
  { done = true, summary = SUMMARY }: {
    readonly done?: boolean;
    readonly summary?: string | null;
  } = {},
): Promise<void> {
  return inSound(async (project) => {
    const bare = join(project.home, "remote.git");
    git(project.home, "init", "-q", "--bare", "-b", "main", bare);
    git(project.repo, "remote", "add", "origin", bare);
    git(project.repo, "push", "-q", "origin", "main");
    const flags = { task: "Log people in" };
    await session(
      { flags, positionals: ["start", "auth"] },
      project.terminal(),
    );
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    const worktree = join(project.worktrees, name);
    await Deno.writeTextFile(join(worktree, "login.sh"), "echo hello\n");
    git(worktree, "add", "login.sh");
    git(worktree, "commit", "-q", "-m", "Phase 1: Keys");
    if (done) await finish({ paths, worktree, summary });
    const gh = await makeGh(project.home, bare);
    await test({
      project,
      paths,
      worktree,
      name: basename(paths.folder),
      bare,
      gh,
      ship: (flags = {}, options = {}) => ship({ project, gh, flags, options }),
      shipped: () => rowsOf(paths).filter((row) => row.kind === "shipped"),
      output(words, cwd = worktree) {
        const { stdout } = new Deno.Command("git", { args: [...words], cwd })
          .outputSync();
        return new TextDecoder().decode(stdout).trim();
      },
    });
  });
}

/** The call is refused, nothing is on the remote and nothing in the journal. */
export async function refused(
  { ship, output, bare, shipped }: Scene,
  { words, hint, flags = {}, kind = UserError }: {
    readonly words: string;
    readonly hint: string;
    readonly flags?: Flags;
    readonly kind?: typeof UserError | typeof UsageError;
  },
): Promise<UserError> {
  const tip = output(["branch", "--list", "-v", "auth"], bare);
  const error = await assertRejects(() => ship(flags), kind);
  assertStringIncludes(error.message, words);
  assertStringIncludes(error.hint ?? "", hint);
  assertEquals(output(["branch", "--list", "-v", "auth"], bare), tip);
  assertEquals(shipped(), []);
  return error;
}

/** Journals an approval, a green check and the end, on what the worktree has. */
export async function finish(
  { paths, worktree, summary }: {
    readonly paths: SessionPaths;
    readonly worktree: string;
    readonly summary: string | null;
  },
): Promise<void> {
  const plan = PLAN.replaceAll("[ ]", "[x]");
  await Deno.writeTextFile(join(paths.folder, PLAN_FILE), plan);
  const overview = await Deno.readTextFile(paths.overview);
  await Deno.writeTextFile(
    paths.overview,
    editOverview(`${overview}- ${PLAN_FILE} - the way\n`, {
      fields: { "Phase": "done", "Iteration": "2", "Total Iterations": "2" },
    }),
  );
  if (summary !== null) {
    await Deno.writeTextFile(
      join(paths.folder, "01-15-16:00-summary.md"),
      summary,
    );
  }
  const { head, tree, branch, dirty } = await treeFacts(worktree);
  await appendRows(paths, {
    rows: [
      runStarted,
      { kind: "iteration-started", phase: "planning", iteration: 1 },
      { ...attemptStarted(1), iteration: 1 },
      attemptEnded({ costUsd: 1.25, durationMs: 300_000 }),
      decided("planning", "planning", {
        decision: "hold",
        wait: {
          reason: "plan_approval",
          to: "implementation",
          plan: PLAN_FILE,
          planHash: await planHash(plan),
        },
      }),
      {
        kind: "gate-opened",
        by: "ada",
        channel: "command",
        reason: "plan_approval",
        from: "planning",
        to: "done",
        plan: PLAN_FILE,
        planHash: await planHash(plan),
        note: null,
        change: null,
      },
      { kind: "iteration-started", phase: "done", iteration: 2 },
      {
        kind: "check-ended",
        name: "test",
        command: "true | cat",
        green: true,
        exitCode: 0,
        durationMs: 1500,
        log: "x.log",
        logHash: "0",
        head,
        tree,
        failure: "",
      },
      decided("done", "done", {
        decision: "finish",
        text: "All is done",
        tree: { head, tree, branch, dirty },
      }),
    ],
  });
}

async function ship(
  { project, gh, flags, options }: {
    readonly project: MadeProject;
    readonly gh: FakeGh;
    readonly flags: Flags;
    readonly options: ShipOptions;
  },
): Promise<Shipped> {
  const { answers = [], noGh = false, env = {} } = options;
  const own = Deno.env.get("PATH") ?? "";
  const terminal = project.terminal({
    answers,
    env: {
      PATH: noGh ? own : `${gh.bin}:${own}`,
      USER: "ada",
      GH_REPO: "somebody/else",
      ...env,
    },
  });
  const code = await run({ flags, positionals: ["auth"] }, terminal);
  return {
    code,
    out: terminal.outLines.join("\n"),
    err: terminal.errLines.join("\n"),
  };
}
