/**
 * `samocode demo-agent`: plays the agent of the demo provider for one iteration.
 *
 * Reads the prompt on standard input and does what any agent does: files, commits, notebook, and the signal last.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import type { DemoLine } from "../provider/demo.ts";
import { acquireLock } from "../session/lock.ts";
import { changeNotebook } from "../session/notebook.ts";
import { sessionPaths } from "../session/paths.ts";
import { systemClock } from "../system/clock.ts";
import { readTextOrNull, removeTemps, writeAtomic } from "../system/files.ts";
import type { Terminal } from "../system/terminal.ts";
import { finish, review, test } from "./demo/after_code.ts";
import { investigate, plan, settleRequirements } from "./demo/before_code.ts";
import { readContext } from "./demo/context.ts";
import { implement } from "./demo/implement.ts";
import { takeNotes } from "./demo/notebook.ts";
import { openStage, type Outcome, type Stage, stuck } from "./demo/stage.ts";
import type { Call } from "./subcommand.ts";
import { VERSION } from "./version.ts";

const LOCK_MS = 10_000;

/** Plays one iteration. @throws {UserError} when the prompt or the session folder is not one to work with. */
export async function run(_call: Call, terminal: Terminal): Promise<number> {
  const context = readContext(await terminal.readAll());
  const tell = (line: DemoLine) => terminal.out(JSON.stringify(line));
  tell({ demo: "started", version: VERSION });
  const path = join(context.sessionDir, "_overview.md");
  const overview = readTextOrNull(path);
  if (overview === null) {
    throw new UserError(`Cannot play the agent: there is no "${path}"`, {
      hint: "samocode demo",
    });
  }
  // What an agent before was writing when it was killed.
  for (const folder of ["", "tests"]) {
    removeTemps(join(context.workingDir, folder));
  }
  const stage = openStage(context, { terminal, overview });
  stage.tool("Read", "_overview.md");
  const outcome = await play(stage);
  const arrow = outcome.file === null ? "" : ` -> ${outcome.file}`;
  stage.tool("Edit", "_overview.md");
  await changeOverview(context.sessionDir, (text) =>
    takeNotes(text, {
      lastAction: outcome.lastAction,
      next: outcome.next,
      flow: `${context.flowTag} ${outcome.flow}${arrow}`,
      files: outcome.files ?? [],
      plans: outcome.plans ?? [],
    }));
  const token = context.token === null ? {} : { token: context.token };
  const signal = JSON.stringify({ ...outcome.signal, ...token });
  stage.tool("Write", "_signal.json");
  writeAtomic(join(context.sessionDir, "_signal.json"), `${signal}\n`, 0o644);
  tell({
    demo: "result",
    ok: true,
    text: outcome.lastAction,
    costUsd: 0,
    ...stage.usage(),
  });
  return 0;
}

/** Changes the text as it is now: a person may have saved it since it was read. */
async function changeOverview(
  sessionDir: string,
  change: (text: string) => string,
): Promise<void> {
  const paths = sessionPaths(sessionDir);
  const lock = await acquireLock(paths.sessionLock, {
    waitMs: LOCK_MS,
    clock: systemClock,
  });
  if (lock === null) {
    throw new UserError(`Cannot change "${paths.overview}": it is locked`);
  }
  try {
    await changeNotebook(paths, change);
  } finally {
    lock.release();
  }
}

async function play(stage: Stage): Promise<Outcome> {
  switch (stage.context.phase) {
    case "investigation":
      return await investigate(stage);
    case "requirements":
      return settleRequirements(stage);
    case "planning":
      return plan(stage);
    case "implementation":
      return await implement(stage);
    case "testing":
      return await test(stage);
    case "quality":
      return await review(stage);
    case "done":
      return await finish(stage);
    default:
      return stuck(
        `The demo has no part for the phase "${stage.context.phase}"`,
        "human_decision",
      );
  }
}
