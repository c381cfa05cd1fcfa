/**
 * Codex, started once per attempt with `codex exec`.
 *
 * @module
 */

import type { Adapter, ProviderCommand, ProviderRequest } from "./adapter.ts";
import {
  codexEvents,
  isResultOfCodex,
  uselessToCodex,
} from "./codex_events.ts";
import { codexOutcome } from "./codex_outcome.ts";
import { wantsLine } from "./line_head.ts";

/** What is known about Codex. */
export const codex: Adapter = {
  name: "codex",
  executable: "codex",
  // At SIGTERM it leaves its tools running.
  polite: "SIGINT",
  reportsCost: false,
  resumes: true,
  unreadInstructions: ["CLAUDE.md"],
  contractVersions: ["0.169.0"],
  command,
  wants: (head, reader) =>
    wantsLine(head, uselessToCodex) &&
    !(reader === "run" && isResultOfCodex(head)),
  events: codexEvents,
  outcome: codexOutcome,
  resumeCommand: (conversation) => `codex resume ${conversation}`,
};

/**
 * The programs that the person wants told of every turn are none of a run's business.
 *
 * Theirs and the repository's are the same to Codex, which goes without both.
 */
const notTheirHooks = ["-c", "notify=[]", "-c", "features.hooks=false"];

const inherited = {
  project: notTheirHooks,
  all: [],
  none: [
    ...notTheirHooks,
    "--ignore-user-config",
    "--ignore-rules",
    "-c",
    "project_doc_max_bytes=0",
  ],
};

function command(request: ProviderRequest): ProviderCommand {
  const { resumes, model, effort, workingDir } = request;
  return {
    args: [
      ...(resumes === null ? ["exec"] : ["exec", "resume", resumes]),
      "--json",
      "--dangerously-bypass-approvals-and-sandbox",
      "--skip-git-repo-check",
      // A conversation is resumed where the program is started.
      ...(resumes === null ? ["-C", workingDir] : []),
      ...(model === null ? [] : ["-m", model]),
      // The value is TOML, whose simple strings are JSON's.
      ...(effort === null
        ? []
        : ["-c", `model_reasoning_effort=${JSON.stringify(effort)}`]),
      // Offline the program would wait 5 s for it when it ends.
      ...["-c", "analytics.enabled=false"],
      // Without a network it would wait for ever, and tell so often that it never seems silent.
      ...["-c", "features.unbounded_connection_retries=false"],
      ...inherited[request.inherit],
      ...request.extraArgs,
      // Keeps an extra flag that takes many words from taking the prompt's place.
      ...["--", "-"],
    ],
    env: {},
    dropEnv: ["CODEX_CI", "CODEX_SESSION_ID", "CODEX_THREAD_ID"],
    stdin: "prompt",
  };
}
