/**
 * The end of a run whose session can no longer be read or written.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { sessionName } from "../session/gates.ts";
import { redactor } from "../workflow/redact.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { stopCode } from "../workflow/stop_reason.ts";
import { type Engine, placed, tell } from "./engine.ts";
import type { StopReport } from "./input.ts";

/**
 * Tells the person, on every channel, and journals the end where the journal still takes it.
 *
 * What is the case stands in the error alone: nothing of the state can be trusted any more.
 */
export async function stopBroken(
  engine: Engine,
  error: UserError,
): Promise<StopReport> {
  const { host, store, input } = engine;
  const session = sessionName(store);
  const reason = error.exitCode === 5 ? "blocked" : "failed";
  const isCommand = error.hint?.startsWith("samocode ");
  const next = isCommand && error.hint
    ? error.hint
    : `samocode run ${shellWord(session)}`;
  const told = placed(engine, next);
  const report: StopReport = {
    reason,
    code: stopCode(reason),
    text: error.message,
    next,
  };
  const text = redactor(input.secrets)(error.message);
  await host.notify({ about: reason, session, text, next: told });
  try {
    await store.append({ kind: "run-stopped", ...report, overview: null });
  } catch (second) {
    // It is the journal that is broken.
    if (!(second instanceof UserError)) throw second;
  }
  tell(engine, "stopped", {
    level: "error",
    text: [
      `${reason}: ${error.message}`,
      ...error.details.map((detail) => `  - ${detail}`),
      ...(error.hint === undefined ? [] : [
        `  try: ${isCommand ? told : error.hint}`,
      ]),
    ].join("\n"),
    data: { ...report, next: told },
  });
  return report;
}
