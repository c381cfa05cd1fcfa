/**
 * The configuration of a run in lines: each value with the place it comes from.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { listSessions } from "../session/resolve.ts";
import type { Terminal } from "../system/terminal.ts";
import { redactor } from "../workflow/redact.ts";
import { columns } from "./look/columns.ts";
import { sessionWord } from "./find_session.ts";
import { type Call, on, text } from "./subcommand.ts";
import { VERSION } from "./version.ts";

/** First line of a dry run. */
export const DRY_RUN =
  `samocode ${VERSION}, dry run: nothing is started and nothing is written`;

/** Name, source and value, one line each below a heading; secrets are `***`. */
export function configurationLines(
  { sources, values, secrets }: Config,
): readonly string[] {
  const redact = redactor(secrets);
  const rows = Object.entries(sources).sort().map(([name, source]) => [
    name,
    source,
    redact(values[name] ?? ""),
  ]);
  return ["Configuration:", ...columns(rows).map((line) => `  ${line}`)];
}

/** Shows the configuration where no session is there and none is asked for; returns whether that is so. */
export function previewNoSession(
  call: Call,
  { terminal, config }: {
    readonly terminal: Terminal;
    readonly config: Config;
  },
): boolean {
  const wanted =
    ["task", "task-file", "dive"].some((flag) =>
      text(call, flag) !== undefined
    ) || on(call, "new") || sessionWord(call) !== undefined;
  if (wanted || listSessions(config.sessions).length > 0) return false;
  const lines = [
    DRY_RUN,
    "",
    'Session:    none is there yet; samocode run --task "…" makes one',
    "",
    ...configurationLines(config),
  ];
  for (const line of lines) terminal.out(line);
  return true;
}
