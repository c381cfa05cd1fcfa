/**
 * `samocode demo`: a whole session in a throw-away repository, answered and approved where everybody can see it.
 *
 * @module
 */

import { join, resolve } from "@std/path";
import { BUILT_IN_WORKFLOWS } from "../config/project_file.ts";
import { UserError } from "../errors.ts";
import { answerQuestions } from "../session/answers.ts";
import { approvePlan } from "../session/approve.ts";
import { readActivePlan } from "../session/plan_file.ts";
import { readQuestions } from "../session/questions_file.ts";
import { sessionPaths } from "../session/paths.ts";
import { readTextOrNull } from "../system/files.ts";
import { git } from "../system/git.ts";
import { lastingTerminal } from "../system/lasting_terminal.ts";
import { temporaryFolder } from "../system/temporary.ts";
import type { Terminal } from "../system/terminal.ts";
import { parseQuestions } from "../workflow/questions.ts";
import { redactor } from "../workflow/redact.ts";
import { makeProject } from "./demo/make_project.ts";
import { openForWriting, readState } from "./open_session.ts";
import { placeFlag } from "./look/place.ts";
import { loadWorkflow } from "./load_workflow.ts";
import { now } from "./own_clock.ts";
import { findPrograms } from "./programs.ts";
import { loadProject } from "./project.ts";
import { lastLine } from "./run.ts";
import { runOutput } from "./run_output.ts";
import { runSession } from "./run_session.ts";
import type { RunSpec } from "./run_spec.ts";
import { newSessionFolder } from "../session/resolve.ts";
import { type Call, text } from "./subcommand.ts";

const TASK = "Write a small program that greets people by name";

/** Runs the subcommand. */
export async function run(call: Call, whose: Terminal): Promise<number> {
  const terminal = lastingTerminal(whose);
  const named = text(call, "workflow") ?? "full";
  const workflow = BUILT_IN_WORKFLOWS.includes(named)
    ? named
    : resolve(terminal.cwd, named);
  // What cannot be run shall leave nothing behind.
  const loaded = await loadWorkflow(workflow);
  const home = call.positionals[0] === undefined
    ? temporaryFolder("samocode-demo-")
    : resolve(terminal.cwd, call.positionals[0]);
  const file = await makeProject(home, workflow);
  const { config } = await loadProject(terminal, {
    config: file,
    flags: { provider: "demo" },
  });
  const spec: RunSpec = {
    // Nobody shall be told about a demo.
    config: { ...config, telegram: null, notifyCommand: null },
    folder: newSessionFolder(config.sessions, "greeting", now()),
    loaded,
    programs: findPrograms(config, terminal),
    providersChosen: true,
    task: TASK,
    dive: null,
    limits: {
      maxIterations: 60,
      maxMs: null,
      maxUsd: null,
      once: false,
      until: null,
    },
    stay: false,
    autoApprove: false,
    acceptSuggestions: false,
    allowSleep: true,
  };
  terminal.err(`A throw-away repository is in ${join(home, "greeter")}`);
  terminal.err(`$ samocode run greeting --task "${TASK}"`);
  for (;;) {
    const output = runOutput(terminal, {
      json: false,
      quiet: false,
      verbose: false,
      redact: redactor(config.secrets),
    });
    const report = await runSession(spec, { terminal, output });
    if (report.reason !== "waiting") {
      await tellPlaces(spec, terminal);
      const place = placeFlag({ terminal, config: spec.config });
      terminal.out(lastLine(report, place));
      return report.code;
    }
    await actAsPerson(spec, terminal);
    terminal.err("$ samocode run greeting");
  }
}

/** Does what a person would do at the gate that waits. */
async function actAsPerson(spec: RunSpec, terminal: Terminal): Promise<void> {
  const state = await readState(spec.folder);
  const paths = sessionPaths(spec.folder);
  const waiting = state.waiting?.reason;
  const call = {
    workflow: spec.loaded.workflow,
    moment: now(),
    actor: { by: "demo", channel: "command" },
  };
  if (waiting === "qa_answers") {
    for (const q of parseQuestions(readQuestions(paths) ?? "")) {
      terminal.err(`  ${q.id}: ${q.question}`);
      for (const { letter, text } of q.options) {
        terminal.err(`     ${letter}) ${text}`);
      }
      terminal.err(`     suggested: ${q.suggestion ?? "nothing"}`);
    }
    terminal.err("$ samocode answer greeting --accept-suggestions");
    await answerQuestions(await openForWriting(spec.folder, spec.config), {
      ...call,
      answers: {},
      acceptSuggestions: true,
    });
    return;
  }
  if (waiting !== "plan_approval") {
    throw new UserError(`Cannot go on with the demo: it waits for ${waiting}`);
  }
  const plan = await readActivePlan(paths, readTextOrNull(paths.overview));
  for (const phase of plan?.plan.phases ?? []) {
    terminal.err(`  Phase ${phase.label}: ${phase.title}`);
    for (const task of phase.tasks) terminal.err(`     [ ] ${task.text}`);
  }
  terminal.err("$ samocode approve greeting");
  await approvePlan(await openForWriting(spec.folder, spec.config), call);
}

async function tellPlaces(spec: RunSpec, terminal: Terminal): Promise<void> {
  const state = await readState(spec.folder);
  terminal.out(`Session: ${spec.folder}`);
  if (state.workingDir === null) return;
  const log = await git(["log", "--oneline", `${state.base}..HEAD`], {
    cwd: state.workingDir,
  });
  for (const line of log.stdout.trim().split("\n")) terminal.out(`  ${line}`);
}
