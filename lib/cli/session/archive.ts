/**
 * `samocode session archive`: puts a session away; its worktree goes, its branch and its folder stay.
 *
 * @module
 */

import { basename, dirname, join } from "@std/path";
import type { Config } from "../../config/config.ts";
import { UserError } from "../../errors.ts";
import { readNotebook } from "../../session/notebook.ts";
import { readOverview } from "../../session/overview.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { ARCHIVE } from "../../session/resolve.ts";
import { lstatOrNull, makeFolder } from "../../system/files.ts";
import { moveFile } from "../../system/place.ts";
import type { Terminal } from "../../system/terminal.ts";
import { branchAt } from "../../system/worktree_list.ts";
import { removeWorktree } from "../../system/worktree_remove.ts";
import { spaced } from "../../workflow/row_words.ts";
import type { SessionState } from "../../workflow/state.ts";
import { actorOf, loadForActing } from "../acting.ts";
import { findSession, sessionWord } from "../find_session.ts";
import { tellLessons } from "../lessons/tell.ts";
import { openForWriting } from "../open_session.ts";
import { knownState } from "../look/known_state.ts";
import { placeFlag } from "../look/place.ts";
import { type Call, on } from "../subcommand.ts";
import { holdSession } from "./hold.ts";
import { keepOrRefuse } from "./keep_or_refuse.ts";

/** Archives one session; refuses one that is not finished, and what could lose work, unless `--force` says so: work is kept under a ref. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const folder = await findSession(sessionWord(call), {
    terminal,
    config,
    guess: "all",
  });
  const name = basename(folder);
  const target = join(dirname(folder), ARCHIVE, name);
  if (lstatOrNull(target) !== null) {
    throw new UserError(
      `Cannot archive "${name}": "${target}" is already there`,
      { hint: "rename one of them" },
    );
  }
  const paths = sessionPaths(folder);
  const lease = await holdSession(paths, "archive");
  try {
    const { state, problem } = await knownState(paths, config);
    if (problem !== null) terminal.err(`samocode: ${problem}`);
    const force = on(call, "force");
    if (!force) refuseUnfinished(paths, { state, name, problem });
    const worktree = {
      mainRepo: config.mainRepo,
      path: state.workingDir ?? join(config.worktrees, name),
    };
    const kept = await keepOrRefuse(worktree, { name, force, terminal });
    if (problem === null && state.seq > 0) {
      await journal(paths, { config, terminal, state, kept: kept ?? [] });
    }
    if (kept !== null) {
      const branch = await branchAt(config.mainRepo, worktree.path) ??
        state.branch;
      await removeWorktree(worktree, { force });
      terminal.out(
        `Removed: ${worktree.path}${
          branch === null ? "" : `; the branch stays: ${branch}`
        }`,
      );
    }
    for (const ref of kept ?? []) terminal.out(`Kept: ${ref}`);
    makeFolder(dirname(target));
    moveFile(folder, target);
    terminal.out(`Archived: ${target}`);
    await tellLessons(target, {
      config,
      terminal,
      tell: ({ text }) => terminal.err(`samocode: ${text}`),
    });
    const place = placeFlag({ terminal, config });
    terminal.err(`samocode: next: samocode list${place}`);
    return 0;
  } finally {
    lease.release();
  }
}

/** What an attempt started may still be working in the worktree; and who archives a session may not know that work is left. */
function refuseUnfinished(
  paths: SessionPaths,
  { state, name, problem }: {
    readonly state: SessionState;
    readonly name: string;
    /** What is wrong with the journal. */
    readonly problem: string | null;
  },
): void {
  if (state.attempt !== null) {
    throw new UserError(
      `Cannot archive "${name}": an attempt was cut off, and nothing has ended what it left`,
      { hint: `samocode run ${name}, or --force` },
    );
  }
  if (state.finished) return;
  throw new UserError(
    `Cannot archive "${name}": it is not finished: ${
      problem === null ? standsAt(paths, state) : "its journal is broken"
    }`,
    { hint: `samocode session archive ${name} --force` },
  );
}

function standsAt(paths: SessionPaths, state: SessionState): string {
  if (state.waiting !== null) {
    return `it waits for ${spaced(state.waiting.reason)}`;
  }
  if (state.blocked !== null) return `it is blocked: ${state.blocked.reason}`;
  const notebook = state.phase === null ? readNotebook(paths) : null;
  const phase = notebook?.kind === "text"
    ? readOverview(notebook.text).phase
    : state.phase;
  return phase === null ? "it has not begun" : `it is in the phase ${phase}`;
}

async function journal(
  { folder }: SessionPaths,
  { config, terminal, state, kept }: {
    readonly config: Config;
    readonly terminal: Terminal;
    readonly state: SessionState;
    readonly kept: readonly string[];
  },
): Promise<void> {
  const store = await openForWriting(folder, config);
  await store.append({
    kind: "request",
    ...actorOf(terminal),
    verb: "note",
    text: ["Session archived", ...kept].join("; "),
    from: state.phase,
    to: null,
    change: null,
  });
}
