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
import { readTextOrNull, writeAtomic } from "../system/files.ts";
import type { Terminal } from "../system/terminal.ts";
import { finish, review, test } from "./demo/after_code.ts";
import { investigate, plan, settleRequirements } from "./demo/before_code.ts";
import { readContext } from "./demo/context.ts";
import { implement } from "./demo/implement.ts";
import { takeNotes } from "./demo/notebook.ts";
import { openStage, type Outcome, type Stage, stuck } from "./demo/stage.ts";
import type { Call } from "./subcommand.ts";
import { VERSION } from "./version.ts";

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
  const stage = openStage(context, { terminal, overview });
  stage.tool("Read", "_overview.md");
  const outcome = await play(stage);
  const arrow = outcome.file === null ? "" : ` -> ${outcome.file}`;
  stage.tool("Edit", "_overview.md");
  writeAtomic(
    path,
    takeNotes(overview, {
      lastAction: outcome.lastAction,
      next: outcome.next,
      flow: `${context.flowTag} ${outcome.flow}${arrow}`,
      files: outcome.files ?? [],
      plans: outcome.plans ?? [],
    }),
    0o644,
  );
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
