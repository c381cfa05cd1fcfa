/**
 * Adds how a run ended to the summary of a step of a CI job, where the runner keeps one.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Config } from "../config/config.ts";
import type { StopReport } from "../engine/input.ts";
import { UserError } from "../errors.ts";
import { appendLog } from "../system/log_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { fenced } from "../workflow/fence.ts";
import { redactor } from "../workflow/redact.ts";
import { commandLines } from "./look/place.ts";
import { sessionView } from "./look/session_view.ts";
import { viewText } from "./look/view_text.ts";
import { now } from "./own_clock.ts";

const VARIABLE = "GITHUB_STEP_SUMMARY";
const COMMITS = 10;
const FLOW_LINES = 10;

/** Appends Markdown to the file that the variable names; without one nothing happens, and no failure ends a run. */
export async function writeStepSummary(
  report: StopReport,
  { terminal, config, folder }: {
    readonly terminal: Terminal;
    readonly config: Config;
    /** Of the session. */
    readonly folder: string;
  },
): Promise<void> {
  const path = terminal.env[VARIABLE] ?? "";
  if (path === "") return;
  const name = basename(folder);
  const command = commandLines({ terminal, config })(name);
  const view = await sessionView(folder, {
    config,
    command,
    now: now(),
    commits: COMMITS,
  });
  const text = [
    `## samocode: ${name}`,
    "",
    `**${report.reason}** (exit code ${report.code})${
      report.text === "" ? "" : `: ${report.text.split("\n", 1)[0]}`
    }`,
    "",
    fenced(viewText(view, { flow: FLOW_LINES })),
    "",
    ...(report.next === null ? [] : [`Next: \`${report.next}\``, ""]),
  ].join("\n");
  try {
    const file = appendLog(path);
    file.line(redactor(config.secrets)(text));
    file.close();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.err(`samocode: ${VARIABLE}: ${error.message}`);
  }
}
