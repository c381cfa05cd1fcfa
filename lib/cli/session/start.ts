/**
 * `samocode session start`: makes a session, with its worktree, and runs nothing.
 *
 * @module
 */

import { basename, join } from "@std/path";
import type { Config } from "../../config/config.ts";
import { propose } from "../../config/proposal.ts";
import { UsageError, UserError } from "../../errors.ts";
import { sessionPaths } from "../../session/paths.ts";
import {
  listFolder,
  makeFolder,
  realPath,
  writeNew,
} from "../../system/files.ts";
import { listenForInterrupts } from "../../system/interrupt.ts";
import { pathKind } from "../../system/person_file.ts";
import type { Terminal } from "../../system/terminal.ts";
import { fileStamp } from "../../workflow/timestamps.ts";
import { noteProject } from "../known_projects.ts";
import { loadWorkflow } from "../load_workflow.ts";
import { commandLines } from "../look/place.ts";
import { now } from "../own_clock.ts";
import { prepareIn } from "../prepare_in.ts";
import { loadProject } from "../project.ts";
import { targetOf, taskOf } from "../run_target.ts";
import { type Call, text } from "../subcommand.ts";
import { tellingFiles } from "../telling_files.ts";
import { holdSession } from "./hold.ts";
import {
  INSTRUCTIONS,
  KNOWN_INSTRUCTIONS,
  proposeInstructions,
} from "./instructions.ts";

/** Prepares a new session. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { config } = await loadProject(terminal, {
    config: text(call, "config"),
    flags: { workflow: text(call, "workflow") },
  });
  const task = withGoal(await taskOf(call, terminal), text(call, "goal"));
  const folder = await newFolder(call, { terminal, config, task });
  const loaded = await loadWorkflow(config.workflow);
  noteProject(terminal, config.file);
  makeFolder(folder);
  const real = realPath(folder);
  const say = (line: string) => terminal.err(`samocode: ${line}`);
  const lease = await holdSession(sessionPaths(real));
  const interrupts = listenForInterrupts(() => say("interrupted"));
  try {
    const workingDir = await prepareIn(
      real,
      { config, loaded, task, dive: null },
      { run: null, stop: interrupts.stop, terminal, say },
    );
    await proposeFile(real, { config, terminal });
    terminal.out(`Session: ${real}`);
    terminal.out(`Work in: ${workingDir}`);
    const command = commandLines({ terminal, config })(basename(real));
    say(`next: ${command("run")}`);
    return 0;
  } finally {
    interrupts.close();
    lease.release();
  }
}

/** The goal is part of the task, so that every phase reads it. */
function withGoal(
  task: string | null,
  goal: string | undefined,
): string | null {
  if (goal === undefined) return task;
  const complete = `Complete when: ${goal}`;
  return task === null ? complete : `${task}\n\n${complete}`;
}

async function newFolder(
  call: Call,
  { terminal, config, task }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly task: string | null;
  },
): Promise<string> {
  if (task === null && call.positionals[0] === undefined) {
    throw new UsageError("Cannot start a session: it has no name and no task", {
      hint: 'samocode session start NAME --task "…"',
    });
  }
  const { folder, isNew } = await targetOf(
    { ...call, flags: { ...call.flags, new: true } },
    { terminal, config, task, dive: null },
  );
  if (isNew) return folder;
  const name = basename(folder);
  throw new UserError(`Cannot start "${name}": it is already there`, {
    hint: `samocode session continue ${name}`,
  });
}

/** Into the session folder, never into the repository: what its agents are told is the person's to decide. */
async function proposeFile(
  folder: string,
  { config, terminal }: {
    readonly config: Config;
    readonly terminal: Terminal;
  },
): Promise<void> {
  const { mainRepo, checks, setup } = config;
  const has = (name: string) => pathKind(join(mainRepo, name)) !== "missing";
  if (KNOWN_INSTRUCTIONS.some(has)) return;
  const proposal = proposeInstructions({
    checks,
    setup,
    proposals: propose(await tellingFiles(mainRepo)),
    folders: listFolder(mainRepo)
      .filter(({ name, isDirectory }) =>
        isDirectory && !/^\.|^node_modules$/.test(name)
      )
      .map(({ name }) => name),
  });
  if (proposal === null) return;
  const path = join(folder, `${fileStamp(now())}-proposed-${INSTRUCTIONS}`);
  writeNew(path, proposal, 0o644);
  terminal.err(
    `${mainRepo} tells agents nothing (${
      KNOWN_INSTRUCTIONS.join(", ")
    }); a proposal, in ${path}:`,
  );
  terminal.err("");
  terminal.err(proposal);
}
