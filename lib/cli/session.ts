/**
 * `samocode session`: what a person does with a session beside its runs.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Terminal } from "../system/terminal.ts";
import { nearNames } from "../workflow/names.ts";
import type { Call, SubcommandCode } from "./subcommand.ts";

interface Action {
  /** Flags that it takes beside those that name the session. */
  readonly flags: readonly string[];
  /** Words that it takes. */
  readonly words: number;
  readonly load: () => Promise<SubcommandCode>;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  start: {
    flags: ["task", "task-file", "goal", "workflow"],
    words: 1,
    load: () => import("./session/start.ts"),
  },
  continue: {
    flags: [],
    words: 1,
    load: () => import("./session/continue.ts"),
  },
  sync: {
    flags: ["note"],
    words: 1,
    load: () => import("./session/sync.ts"),
  },
  checkpoint: {
    flags: [],
    words: 2,
    load: () => import("./session/checkpoint.ts"),
  },
  lessons: {
    flags: ["apply", "yes"],
    words: 1,
    load: () => import("./session/lessons.ts"),
  },
  archive: {
    flags: ["force"],
    words: 1,
    load: () => import("./session/archive.ts"),
  },
};

/** Runs the action that is the first word; it gets the other words. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const [word, ...positionals] = call.positionals;
  const names = Object.keys(ACTIONS);
  const action = word !== undefined && Object.hasOwn(ACTIONS, word)
    ? ACTIONS[word]
    : undefined;
  if (action === undefined) {
    const [near] = nearNames(word ?? "", names);
    throw new UsageError(
      word === undefined
        ? "Cannot tell what to do with a session: no word says it"
        : `Cannot "${word}" a session: there is no such thing`,
      { hint: near === undefined ? names.join(", ") : `session ${near}` },
    );
  }
  const foreign = Object.keys(call.flags).filter((flag) =>
    flag !== "config" && flag !== "session" && !action.flags.includes(flag)
  );
  if (foreign.length > 0) {
    throw new UsageError(
      `Cannot use "--${
        foreign.join('", "--')
      }" with "samocode session ${word}"`,
      { hint: "samocode session --help" },
    );
  }
  const extra = positionals.slice(action.words);
  if (extra.length > 0) {
    throw new UsageError(
      `Cannot use "${extra.join('", "')}" with "samocode session ${word}"`,
      { hint: "samocode session --help" },
    );
  }
  return await (await action.load()).run({ ...call, positionals }, terminal);
}
