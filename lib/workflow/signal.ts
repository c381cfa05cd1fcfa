/**
 * The signal: what the provider writes at the end of an iteration.
 *
 * @module
 */

import { isObject, typeName } from "./json_type.ts";

/** What a signal may say. */
export type SignalStatus = "continue" | "done" | "blocked" | "waiting";

/** All statuses, in the order in which they are told to people. */
export const SIGNAL_STATUSES = [
  "continue",
  "done",
  "blocked",
  "waiting",
] as const satisfies readonly SignalStatus[];

/** What a signal may wait `for`; a workflow says in which phase. */
export const WAIT_REASONS = [
  "qa_answers",
  "plan_approval",
  "human_action",
] as const;

/** A well-formed signal; texts are as the provider wrote them, status and phase in lower case. */
export interface Signal {
  readonly status: SignalStatus;
  /** Wanted next phase; absent means "stay". */
  readonly phase?: string;
  readonly summary?: string;
  readonly reason?: string;
  readonly needs?: string;
  readonly for?: string;
}

/** What the host found when it looked for a signal. */
export type Reading =
  | {
    readonly kind: "valid";
    readonly signal: Signal;
    readonly fenced: boolean;
  }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "stale"; readonly reason: string };

/**
 * Reads the text of a signal file.
 *
 * Never throws: a broken file is a normal event for the loop. A wrong token is found before anything else, since
 * such a file says nothing about this attempt. `null` counts as absent, unknown keys are ignored.
 *
 * @param text Contents, or `undefined` when there is no file.
 *
 * @example A signal of this attempt
 * ```ts
 * import { parseSignal } from "./signal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"status": "Continue", "phase": "Testing", "token": "t1"}';
 * assertEquals(parseSignal(text, { token: "t1" }), {
 *   kind: "valid",
 *   signal: { status: "continue", phase: "testing" },
 *   fenced: true,
 * });
 * ```
 *
 * @example Nothing, and something else
 * ```ts
 * import { parseSignal } from "./signal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseSignal("{}", { token: null }).kind, "missing");
 * assertEquals(parseSignal("[]", { token: null }).kind, "invalid");
 * ```
 */
export function parseSignal(
  text: string | undefined,
  { token }: {
    /** Token that the attempt was given; `null`: none, so no signal can be fenced. */
    readonly token: string | null;
  },
): Reading {
  if (text === undefined) return missing("there is no signal file");
  const json = text.replace(/^\uFEFF/, "").trim();
  if (json === "") return missing("the signal file is empty");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return invalid(`the signal is not JSON: ${cut(error.message, 200)}`);
  }
  if (!isObject(value)) {
    return invalid(`the signal is ${typeName(value)}, not an object`);
  }
  if (Object.keys(value).length === 0) return missing("the signal is empty");

  const given = value["token"] ?? null;
  if (given !== null && typeof given !== "string") {
    return invalid(`"token" is ${typeName(given)}, not a text`);
  }
  if (token !== null && given !== null && given.trim() !== token) {
    return { kind: "stale", reason: "the signal has another attempt's token" };
  }
  const signal = readFields(value);
  if (typeof signal === "string") return invalid(signal);
  return { kind: "valid", signal, fenced: token !== null && given !== null };
}

/** The fields, or what is wrong with them. */
function readFields(value: Readonly<Record<string, unknown>>): Signal | string {
  const texts: Record<string, string> = {};
  const problems: string[] = [];
  for (
    const key of [
      "status",
      "phase",
      "summary",
      "reason",
      "needs",
      "for",
      "waiting_for",
    ]
  ) {
    const field = value[key] ?? null;
    if (typeof field === "string") texts[key] = field;
    else if (field !== null) {
      problems.push(`"${key}" is ${typeName(field)}, not a text`);
    }
  }
  const wanted = texts["status"]?.trim().toLowerCase();
  const status = SIGNAL_STATUSES.find((known) => known === wanted);
  if (status === undefined && (value["status"] ?? null) === null) {
    problems.push('"status" is missing');
  } else if (status === undefined && wanted !== undefined) {
    problems.push(
      `"status" is ${JSON.stringify(cut(wanted, 40))}, ` +
        `not one of ${SIGNAL_STATUSES.join(", ")}`,
    );
  }
  if (status === undefined || problems.length > 0) return problems.join("; ");

  const phase = texts["phase"]?.trim().toLowerCase();
  const { summary, reason, needs } = texts;
  const waitsFor = texts["for"] ?? texts["waiting_for"];
  return {
    status,
    ...(phase ? { phase } : {}),
    ...(summary === undefined ? {} : { summary }),
    ...(reason === undefined ? {} : { reason }),
    ...(needs === undefined ? {} : { needs }),
    ...(waitsFor === undefined ? {} : { for: waitsFor }),
  };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}…`;
}

function missing(reason: string): Reading {
  return { kind: "missing", reason };
}

function invalid(reason: string): Reading {
  return { kind: "invalid", reason };
}
