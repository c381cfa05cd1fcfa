/**
 * What a run would do: `--dry-run` and `--print-prompt`. Writes nothing and calls nobody.
 *
 * @module
 */

import { basename, join } from "@std/path";
import { attemptPrompt } from "../engine/attempt_prompt.ts";
import type { View } from "../engine/engine.ts";
import { routeOf } from "../engine/routing.ts";
import { adapterFor } from "../provider/adapters.ts";
import { sessionPaths } from "../session/paths.ts";
import { systemClock } from "../system/clock.ts";
import type { Terminal } from "../system/terminal.ts";
import { plannedStart } from "../system/worktree.ts";
import { branchName, undatedName } from "../workflow/names.ts";
import { shellWord } from "../workflow/shell_word.ts";
import type { SessionState } from "../workflow/state.ts";
import { spaced } from "../workflow/row_words.ts";
import { phaseOf } from "../workflow/table.ts";
import { durationText } from "../workflow/timestamps.ts";
import { engineInput } from "./engine_input.ts";
import type { RunSpec } from "./run_spec.ts";
import { configurationLines, DRY_RUN } from "./preview_config.ts";
import { previewState } from "./preview_state.ts";
import { VERSION } from "./version.ts";

/** Prints the next prompt, or everything that a run would use. */
export async function preview(
  spec: RunSpec,
  { terminal, state: journaled, promptOnly }: {
    readonly terminal: Terminal;
    /** What the journal adds up to. */
    readonly state: SessionState;
    readonly promptOnly: boolean;
  },
): Promise<number> {
  const state = await previewState(spec, journaled);
  const view = viewOf(spec, state);
  const phase = phaseOf(spec.loaded.workflow, view.store.state.phase);
  if (phase === undefined) {
    terminal.out(`The workflow has no phase "${view.store.state.phase}"`);
    return 2;
  }
  const route = routeOf(view.input, {
    phase,
    planProfile: null,
    escalated: state.escalated,
    exhausted: new Map(),
    nowMs: systemClock.now(),
  });
  if (promptOnly) {
    terminal.out(
      (await attemptPrompt(view, {
        type: "first",
        route,
        token: "TOKEN",
        timeoutMs: phase.timeoutMs ?? route.provider.timeoutMs,
      })).trimEnd(),
    );
    return 0;
  }
  const command = adapterFor(route.provider)!.command({
    promptFile: "PROMPT",
    sessionDir: spec.folder,
    workingDir: view.store.state.workingDir!,
    model: route.model,
    effort: route.effort,
    maxTurns: route.provider.maxTurns,
    conversation: "CONVERSATION",
    resumes: null,
    title: `${basename(spec.folder)} ${phase.name}`,
    maxUsd: spec.limits.maxUsd,
    inherit: route.provider.inherit,
    sandbox: spec.config.sandbox,
    extraArgs: route.provider.args,
  });
  const program = spec.programs[route.provider.name]!;
  const { branch } = view.store.state;
  const start = state.workingDir === null && branch !== null
    ? await plannedStart(spec.config.mainRepo, branch)
    : null;
  const lines = [
    DRY_RUN,
    "",
    `Session:    ${spec.folder}`,
    `Work in:    ${view.store.state.workingDir}`,
    `Branch:     ${branch ?? "none"}`,
    ...start === null ? [] : [`Starts at:  ${start.join("; ")}`],
    `Workflow:   ${spec.loaded.workflow.name}`,
    `Phase:      ${phase.name}, iteration ${view.store.state.iteration}`,
    `Waits for:  ${spaced(state.waiting?.reason ?? "nothing")}`,
    `Provider:   ${route.provider.name}, profile ${route.profile} (${route.source}), model ${
      route.model ?? "its own"
    }, effort ${route.effort ?? "its own"}`,
    `Limits:     attempt ${
      durationText(phase.timeoutMs ?? route.provider.timeoutMs)
    }, iterations ${spec.limits.maxIterations ?? "any"}, hours ${
      spec.config.limits.maxHours ?? "any"
    }, USD ${spec.limits.maxUsd ?? "any"}`,
    `Checks:     ${
      spec.config.checks.map((c) => `${c.name}: ${c.command}`).join("; ") ||
      "none"
    }`,
    "",
    "Command line (the prompt comes on standard input):",
    `  ${
      [program.file, ...program.args, ...command.args].map(shellWord).join(" ")
    }`,
    "",
    "Environment: the person's own",
    `  set:   ${["SAMOCODE_RUN", ...Object.keys(command.env)].join(" ")}`,
    `  taken: ${
      [
        "SAMOCODE_*",
        "TELEGRAM_*",
        ...command.dropEnv,
        ...spec.config.envFileNames,
      ]
        .join(" ")
    }`,
    "",
    ...configurationLines(spec.config),
  ];
  for (const line of lines) terminal.out(line);
  return 0;
}

function viewOf(spec: RunSpec, state: SessionState): View {
  const name = basename(spec.folder);
  const planned: SessionState = {
    ...state,
    name: state.name ?? undatedName(name),
    task: state.task ?? spec.task,
    dive: state.dive ?? spec.dive,
    phase: state.phase === null || state.phase === "init"
      ? spec.loaded.workflow.start
      : state.phase,
    iteration: state.open === null ? state.iteration + 1 : state.iteration,
    workingDir: state.workingDir ?? join(spec.config.worktrees, name),
    branch: state.branch ?? branchName(name, spec.config.branchPrefix),
  };
  return {
    input: engineInput(spec, {
      folder: spec.folder,
      run: { id: "", pid: 0, startTime: "", version: VERSION },
    }),
    clock: systemClock,
    store: { paths: sessionPaths(spec.folder), state: planned },
  };
}
