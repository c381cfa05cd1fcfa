/**
 * `samocode verify`: whether a session is what its journal says.
 *
 * @module
 */

import { sessionPaths } from "../session/paths.ts";
import type { Terminal } from "../system/terminal.ts";
import type { GateAct } from "../workflow/audit.ts";
import { gateWords } from "../workflow/row_words.ts";
import { sessionCall } from "./look/session_call.ts";
import { type Call, on } from "./subcommand.ts";
import { type Inspection, inspectSession } from "./verify/inspect.ts";

/** Checks one session; 0 when all is well, 1 with findings. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { folder, name } = await sessionCall(call, terminal);
  const inspection = await inspectSession(sessionPaths(folder));
  if (on(call, "json")) {
    terminal.out(JSON.stringify(jsonOf(inspection, { folder, name }), null, 2));
  } else if (inspection === null) {
    terminal.out(
      `${name}: there is no journal, the session was made by an earlier program: nothing can be verified`,
    );
  } else {
    for (const line of linesOf(inspection, name)) terminal.out(line);
  }
  return inspection === null || inspection.findings.length === 0 ? 0 : 1;
}

function linesOf(inspection: Inspection, name: string): readonly string[] {
  const { rows, running, state, audit, findings } = inspection;
  const bad = (about: string) => findings.some((f) => f.about === about);
  const well = (about: string, words: string) => bad(about) ? [] : [words];
  return [
    `${name}: ${rows} rows${running ? ", a run is working on it" : ""}`,
    ...audit.gates.map(gateLine),
    ...well("journal", "The chain of the journal is whole"),
    ...well(
      "decisions",
      `${audit.decided} of ${state.iteration} iterations are decided, each once`,
    ),
    ...well("attempts", `${audit.attempts} attempts are accounted for`),
    ...(bad("journal") ? [] : [
      ...well("overview", "The overview says what the journal says"),
      ...(state.workingDir === null
        ? []
        : well("worktree", "The working folder is there")),
      ...(state.approval === null
        ? []
        : well("plan", "The plan is the one that was approved")),
    ]),
    ...findings.map(({ about, text }) => `FOUND ${about}: ${text}`),
    findings.length === 0 ? "All is well" : `${findings.length} found`,
  ];
}

function gateLine(
  { time, by, channel, to, plan, planHash, ...gate }: GateAct,
): string {
  const when = time.slice(0, 16).replace("T", " ");
  const what = plan === null
    ? ""
    : `: ${plan} (${planHash?.slice(0, 12)}) for ${to}`;
  const nobody = channel.startsWith("auto") ? ", nobody read it" : "";
  return `${when} ${gateWords(gate)} by ${by} via ${channel}${what}${nobody}`;
}

function jsonOf(
  inspection: Inspection | null,
  { folder, name }: { readonly folder: string; readonly name: string },
) {
  const at = { session: name, session_path: folder };
  if (inspection === null) return { ...at, journal: false, ok: true };
  const { rows, running, audit, findings, state } = inspection;
  return {
    ...at,
    journal: true,
    ok: findings.length === 0,
    rows,
    running,
    iterations: state.iteration,
    attempts: audit.attempts,
    gates: audit.gates.map(({ planHash, ...gate }) => (
      { ...gate, plan_hash: planHash }
    )),
    findings,
  };
}
