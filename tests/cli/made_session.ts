/**
 * Projects with sessions for tests of subcommands: real folders, real overviews, real journals.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import { openJournal } from "../../lib/session/journal.ts";
import { newOverview } from "../../lib/session/overview_edit.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { VERSION } from "../../lib/cli/version.ts";
import { openStore } from "../../lib/session/store.ts";
import { type Clock, systemClock } from "../../lib/system/clock.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { sumOf } from "../../lib/workflow/rows_sum.ts";
import {
  type FakeTerminal,
  fakeTerminal,
  type FakeTerminalOptions,
} from "../fakes/terminal.ts";

/** A row, and how long after the row before it was written. */
export type TimedRow = NewRow & { readonly afterMs?: number };

/** What a session is made of. */
export interface SessionParts {
  readonly rows?: readonly TimedRow[];
  /** Time of the first row, epoch ms; now unless told. */
  readonly fromMs?: number;
  /** Text of the overview; `null`: none; one that fits unless told. */
  readonly overview?: string | null;
  /** Further files by their path in the session folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A project in a temporary folder, which is the home folder, too. */
export interface MadeProject {
  /** Real path of the folder that everything is in. */
  readonly home: string;
  /** The folder with `.samocode`, which is the main repository. */
  readonly repo: string;
  readonly sessions: string;
  readonly worktrees: string;
  /** A terminal in the project. */
  terminal(options?: Partial<FakeTerminalOptions>): FakeTerminal;
  /** Makes a session and returns its paths. */
  session(name: string, parts?: SessionParts): Promise<SessionPaths>;
}

/** Runs a test in a project and removes it afterwards. */
export async function inProject(
  test: (project: MadeProject) => Promise<void>,
): Promise<void> {
  const home = await Deno.realPath(await Deno.makeTempDir());
  const repo = join(home, "app");
  const sessions = join(home, "app.sessions");
  const worktrees = join(home, "app.worktrees");
  try {
    for (const folder of [repo, sessions, worktrees]) await Deno.mkdir(folder);
    await Deno.writeTextFile(
      join(repo, ".samocode"),
      "MAIN_REPO=.\nWORKTREES=../app.worktrees\nSESSIONS=../app.sessions\n",
    );
    await test({
      home,
      repo,
      sessions,
      worktrees,
      terminal: (options = {}) =>
        fakeTerminal({
          cwd: repo,
          ...options,
          env: { HOME: home, ...options.env },
        }),
      session: (name, parts = {}) => makeSession(join(sessions, name), parts),
    });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function makeSession(
  folder: string,
  { rows = [], fromMs, overview, files = {} }: SessionParts,
): Promise<SessionPaths> {
  const paths = sessionPaths(folder);
  await Deno.mkdir(folder);
  if (overview !== null) {
    await Deno.writeTextFile(paths.overview, overview ?? plainOverview());
  }
  for (const [name, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    await Deno.writeTextFile(join(folder, name), text);
  }
  if (rows.length > 0) await appendRows(paths, { rows, fromMs });
  return paths;
}

/** Appends rows to a journal, at times of our choice. */
export async function appendRows(
  paths: SessionPaths,
  { rows, fromMs = systemClock.now() }: {
    readonly rows: readonly TimedRow[];
    readonly fromMs?: number | undefined;
  },
): Promise<void> {
  let atMs = fromMs;
  const clock: Clock = { ...systemClock, now: () => atMs, offset: () => 0 };
  const journal = await openJournal(paths, {
    clock,
    run: "run-1",
    onRow: () => {},
  });
  for (const { afterMs = 0, ...row } of rows) {
    atMs += afterMs;
    await journal.append(row);
  }
}

/** Ends the run in a journal as the engine does: with what all rows add up to. */
export async function endSummedUp(paths: SessionPaths): Promise<void> {
  const store = await openStore(paths, {
    clock: systemClock,
    run: "run-1",
    redact: (text) => text,
    repair: true,
    version: VERSION,
  });
  await store.appendTo(({ state, digest }) => ({
    kind: "run-stopped",
    reason: "limit",
    code: 6,
    text: "",
    next: null,
    overview: null,
    sum: sumOf(state, VERSION),
    ...(digest === null ? {} : { before: digest }),
  }));
}

/** An overview in the phase of investigation. */
export function plainOverview(
  fields: Partial<Parameters<typeof newOverview>[0]> = {},
): string {
  return newOverview({
    name: "auth",
    started: "01-15 14:00",
    workingDir: "/trees/auth",
    task: "Do it",
    phase: "investigation",
    lastAction: "Looked around",
    next: "Look further",
    ...fields,
  });
}
