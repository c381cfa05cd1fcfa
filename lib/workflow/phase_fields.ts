/**
 * One phase of the front matter: its keys, and what they are when left out.
 *
 * @module
 */

import { readFields } from "./fields.ts";
import { isObject } from "./json_type.ts";
import { nameProblem } from "./names.ts";
import { SIGNAL_STATUSES, WAIT_REASONS } from "./signal.ts";
import type { Gate, Phase } from "./table.ts";

const PHASE_KEYS = [
  "skill",
  "next",
  "back",
  "signals",
  "waits",
  "gate",
  "limit",
  "profile",
  "progress",
  "checks",
  "context",
  "final",
  "timeout",
] as const;

/** Reads the mapping of one phase; `name` is in lower case already. */
export function readPhase(
  name: string,
  { where, value, problems }: {
    readonly where: string;
    readonly value: unknown;
    readonly problems: string[];
  },
): Phase {
  const fields = readFields(value, { where, keys: PHASE_KEYS, problems });
  const skill = fields.text("skill", name);
  const skillProblem = nameProblem(skill);
  if (skillProblem !== null) fields.problem(`"skill": ${skillProblem}`);
  if (fields.raw("limit") === null) fields.problem('"limit" is missing');
  if (fields.raw("signals") === null) fields.problem('"signals" is missing');
  const timeout = fields.number("timeout");
  if (timeout !== null && !(timeout > 0 && Number.isFinite(timeout))) {
    fields.problem('"timeout" is not a positive number of seconds');
  }
  return {
    name,
    skill,
    next: fields.names("next"),
    back: fields.names("back"),
    signals: fields.words("signals", SIGNAL_STATUSES),
    waits: fields.words("waits", WAIT_REASONS),
    gate: readGate(fields.raw("gate"), { where: `${where}, gate`, problems }),
    limit: fields.number("limit") ?? 0,
    profile: fields.text("profile", "").toLowerCase(),
    progress: fields.word("progress", ["artifacts", "commits"], "artifacts"),
    checks: fields.word("checks", ["none", "forward", "all"], "none"),
    context: fields.words("context", ["plan_phase", "run_label"]),
    final: fields.flag("final"),
    timeoutMs: timeout === null ? null : Math.round(timeout * 1_000),
  };
}

function readGate(
  value: unknown,
  options: { readonly where: string; readonly problems: string[] },
): Gate | null {
  if (value === null) return null;
  const keys = ["reason", "to", "onReject"];
  const fields = readFields(value, { ...options, keys });
  const need = (key: string) => {
    if (isObject(value) && fields.raw(key) === null) {
      fields.problem(`"${key}" is missing`);
    }
    return fields.text(key, "").toLowerCase();
  };
  return { reason: need("reason"), to: need("to"), onReject: need("onReject") };
}
