/**
 * What all acts of a person on a session have in common.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Actor } from "../workflow/rows/person_rows.ts";
import { shellWord } from "../workflow/shell_word.ts";
import type { Blocked, SessionState, Waiting } from "../workflow/state.ts";
import type { Workflow } from "../workflow/table.ts";
import { TEST_CHANGES } from "../workflow/test_gate.ts";
import { flowTag, type Moment, textStamp } from "../workflow/timestamps.ts";
import { wayOut, wayOutOfBlock } from "../workflow/way_out.ts";
import { RefusedError } from "./refused.ts";
import type { Store } from "./store.ts";

/** Who acts, when, and in which workflow. */
export interface GateCall {
  readonly workflow: Workflow;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly note?: string;
}

/** Name of a session's folder, for messages and commands. */
export function sessionName({ paths }: Pick<Store, "paths">): string {
  return basename(paths.folder);
}

/** Whether a wait guards a transition, so that an approval ends it and nothing else. */
export function isGate(waiting: Waiting | null): boolean {
  return waiting !== null && wayOut(waiting).verb === "approve";
}

/** Whether it is what was done to tests and checks that waits. */
export function waitsForTests(waiting: Waiting | null): boolean {
  return waiting?.reason === TEST_CHANGES;
}

/** The command that ends a wait. */
export function endOfWait(waiting: Waiting, name: string): string {
  return commandOf(wayOut(waiting), name);
}

/** The command that ends a block; `phase` is where a session whose phase is gone goes on. */
export function endOfBlock(
  blocked: Pick<Blocked, "rule">,
  { name, phase }: { readonly name: string; readonly phase?: string },
): string {
  return commandOf(wayOutOfBlock(blocked, phase), name);
}

function commandOf(
  { verb, rest }: { readonly verb: string; readonly rest: string },
  name: string,
): string {
  return `samocode ${verb} ${shellWord(name)}${rest && ` ${rest}`}`;
}

/** The command that helps where a session stands. */
export function wayOn(state: SessionState, name: string): string {
  const { waiting, blocked, finished } = state;
  if (state.attempt !== null) return `samocode status ${shellWord(name)}`;
  if (finished) return `samocode reopen ${shellWord(name)} "…"`;
  if (waiting !== null) return endOfWait(waiting, name);
  return blocked === null
    ? `samocode run ${shellWord(name)}`
    : endOfBlock(blocked, { name });
}

/** The same for an act that would not begin anything new: what is done is there to be read. */
export function wayOnOrReport(state: SessionState, name: string): string {
  return state.finished && state.attempt === null
    ? `samocode report ${shellWord(name)}`
    : wayOn(state, name);
}

/**
 * Refuses an act while an attempt is open: nobody can tell whether it is the agent's.
 *
 * @throws {RefusedError}
 */
export function refuseInAttempt(
  state: SessionState,
  { act, name }: { readonly act: string; readonly name: string },
): void {
  if (state.attempt === null) return;
  throw new RefusedError(`Cannot ${act} "${name}": an attempt is running`, {
    hint: wayOn(state, name),
  });
}

/** A line of the flow log; entries before the first iteration have a word in place of the number. */
export function flowLine(
  state: SessionState,
  { moment, text, tag }: {
    readonly moment: Moment;
    readonly text: string;
    readonly tag: string;
  },
): string {
  const stamp = state.iteration > 0
    ? flowTag(state.iteration, moment)
    : `[${tag} @ ${textStamp(moment)}]`;
  return `- ${stamp} ${text.replaceAll(/\s*\n\s*/g, " ")}`;
}
