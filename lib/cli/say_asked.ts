/**
 * What a run says at a gate: what is asked, where somebody sees it, and how to look at all of it.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Config } from "../config/config.ts";
import { UserError } from "../errors.ts";
import { readNotebook } from "../session/notebook.ts";
import { type SessionPaths, sessionPaths } from "../session/paths.ts";
import { readActivePlan } from "../session/plan_file.ts";
import { readQuestions } from "../session/questions_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { printable } from "../workflow/printable.ts";
import { parseQuestions } from "../workflow/questions.ts";
import type { SessionState } from "../workflow/state.ts";
import { questionLines } from "./ask_questions.ts";
import { commandLines } from "./look/place.ts";
import { readJournal } from "./look/read_journal.ts";
import { planSummary } from "./plan_summary.ts";
import type { RunOutput } from "./run_output.ts";

/** Tells it; nothing where the session does not wait. */
export async function sayAsked(
  folder: string,
  { terminal, config, output, whole }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly output: RunOutput;
    /** Whether the questions or the phases of the plan are told, too. */
    readonly whole: boolean;
  },
): Promise<void> {
  const paths = sessionPaths(folder);
  const { state } = await readJournal(paths);
  if (state.waiting === null) return;
  const lines = whole ? await askedLines(paths, { state, config }) : [];
  if (lines.length > 0) {
    output.tell({ event: "asked", level: "info", text: lines.join("\n") });
  }
  const command = commandLines({ terminal, config })(basename(folder));
  output.tell({
    event: "look",
    level: "info",
    text: `look: ${command("show")}`,
  });
}

async function askedLines(
  paths: SessionPaths,
  { state, config }: { readonly state: SessionState; readonly config: Config },
): Promise<readonly string[]> {
  const { reason = "", text = "" } = state.waiting ?? {};
  try {
    switch (reason) {
      case "qa_answers":
        return parseQuestions(readQuestions(paths) ?? "")
          .filter(({ answer }) => answer === null)
          .flatMap(questionLines);
      case "plan_approval": {
        const notebook = readNotebook(paths);
        const plan = notebook.kind === "text"
          ? await readActivePlan(paths, notebook.text)
          : null;
        const { checks } = config;
        return plan === null ? [] : planSummary(plan, { checks, state });
      }
      default:
        // The first line was told already.
        return printable(text).trim().split("\n").slice(1);
    }
  } catch (error) {
    // What cannot be read is told by the command that looks.
    if (error instanceof UserError) return [];
    throw error;
  }
}
