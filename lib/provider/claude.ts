/**
 * Claude Code, started once per attempt in its print mode.
 *
 * @module
 */

import type { Adapter, ProviderCommand, ProviderRequest } from "./adapter.ts";
import {
  claudeEvents,
  resultsOfClaude,
  uselessToClaude,
} from "./claude_events.ts";
import { claudeOutcome } from "./claude_outcome.ts";
import { wantsLine } from "./line_head.ts";

const uselessToRun = [...uselessToClaude, ...resultsOfClaude];

/** What is known about Claude Code. */
export const claude: Adapter = {
  name: "claude",
  executable: "claude",
  // After SIGINT it exits with code 0, which nobody should have to tell from success.
  polite: "SIGTERM",
  reportsCost: true,
  resumes: true,
  // It reads CLAUDE.md, and AGENTS.md itself where there is no CLAUDE.md. Where both are there, the repository has
  // chosen what to tell this program.
  unreadInstructions: [],
  contractVersions: ["2.1.330"],
  command,
  wants: (head, reader = "person") =>
    wantsLine(head, reader === "run" ? uselessToRun : uselessToClaude),
  events: claudeEvents,
  outcome: claudeOutcome,
  resumeCommand: (conversation) => `claude --resume ${conversation}`,
};

/** Tools that keep the program alive after its result, or lead the work out of the working folder. */
const disallowed = [
  "ScheduleWakeup",
  "Monitor",
  "CronCreate",
  "CronDelete",
  "CronList",
  "EnterWorktree",
  "ExitWorktree",
  "SendMessage",
];

const settingSources = {
  project: "project,local",
  all: "user,project,local",
  none: "",
};

/** What the program tells its own children: inside another Claude Code ours would take itself for one of them. */
const dropEnv = [
  "CLAUDECODE",
  "CLAUDE_PID",
  "CLAUDE_CODE_CHILD_SESSION",
  "CLAUDE_CODE_CHILD_NOTES_DIR",
  "CLAUDE_CODE_SESSION_ID",
  "CLAUDE_CODE_ENTRYPOINT",
  "CLAUDE_CODE_MESSAGING_*",
  "AI_AGENT",
];

function command(request: ProviderRequest): ProviderCommand {
  const { resumes, model, effort, maxTurns, maxUsd } = request;
  return {
    args: [
      "-p",
      // Takes all words up to the next flag, so it must never stand last.
      ...["--disallowedTools", disallowed.join(",")],
      ...["--output-format", "stream-json"],
      "--verbose",
      "--dangerously-skip-permissions",
      ...["--setting-sources", settingSources[request.inherit]],
      ...(model === null ? [] : ["--model", model]),
      ...(effort === null ? [] : ["--effort", effort]),
      ...(maxTurns === null ? [] : ["--max-turns", String(maxTurns)]),
      ...(maxUsd === null ? [] : ["--max-budget-usd", dollars(maxUsd)]),
      ...(resumes === null
        ? ["--session-id", request.conversation]
        : ["--resume", resumes]),
      ...["--name", request.title],
      ...request.extraArgs,
    ],
    env: {
      CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1",
      CLAUDE_CODE_DISABLE_CRON: "1",
      CLAUDE_CODE_MAX_RETRIES: "4",
      CLAUDE_CODE_STARTUP_FAILURE_RESULTS: "1",
      DISABLE_AUTOUPDATER: "1",
      ...(request.sandbox ? { IS_SANDBOX: "1" } : {}),
    },
    dropEnv,
    stdin: "prompt",
  };
}

/** An amount without exponent; zero would be refused. */
function dollars(usd: number): string {
  return Math.max(usd, 0.01).toFixed(2);
}
