/**
 * `samocode doctor`: everything that could stop a run, in about a second.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Terminal } from "../system/terminal.ts";
import { writeBundle } from "./doctor/bundle.ts";
import { folderLines } from "./doctor/folder_lines.ts";
import { gitLines } from "./doctor/git_lines.ts";
import { type Line, reportLines } from "./doctor/line.ts";
import { noticeLines } from "./doctor/notice_lines.ts";
import { programLines } from "./doctor/program_lines.ts";
import { projectLines } from "./doctor/project_lines.ts";
import { providerLines } from "./doctor/provider_lines.ts";
import { sessionLines } from "./doctor/session_lines.ts";
import { skillLines } from "./doctor/skill_lines.ts";
import { findSession, sessionWord } from "./find_session.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Looks at everything; 0 when nothing stops a run, else 1. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { config, lines: project } = await projectLines(
    terminal,
    { config: text(call, "config"), provider: text(call, "provider") },
  );
  const word = sessionWord(call);
  if (word !== undefined && config === null) {
    throw new UsageError(
      `Cannot look at "${word}": the configuration cannot be used`,
      { details: project.map((line) => line.text), hint: "samocode doctor" },
    );
  }
  const session = word === undefined || config === null
    ? null
    : await findSession(word, { terminal, config });
  // At the same time: half of them wait for other programs.
  const rest = await Promise.all([
    gitLines(config?.mainRepo ?? null, terminal),
    config === null ? [] : folderLines(config),
    config === null ? [] : providerLines({ config, terminal }),
    config === null
      ? []
      : noticeLines(config, { terminal, send: on(call, "notify") }),
    skillLines(terminal),
    session === null || config === null ? [] : sessionLines(session, config),
  ]);
  const lines = [...programLines(terminal), ...project, ...rest.flat()];
  print(lines, { terminal, json: on(call, "json") });
  if (on(call, "bundle")) {
    const path = await writeBundle({ lines, config, session }, terminal);
    terminal.err("Look into it before you give it to somebody:");
    terminal.out(path);
  }
  return lines.some(({ mark }) => mark === "problem") ? 1 : 0;
}

function print(
  lines: readonly Line[],
  { terminal, json }: { readonly terminal: Terminal; readonly json: boolean },
): void {
  if (json) terminal.out(JSON.stringify(lines, null, 2));
  else for (const line of reportLines(lines)) terminal.out(line);
}
