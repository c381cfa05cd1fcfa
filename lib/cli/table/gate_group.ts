/**
 * Subcommands of the group "Gates".
 *
 * @module
 */

import type { Flag, Subcommand } from "../subcommand.ts";
import { placeFlags, runFlag } from "./flags.ts";

const noteFlag: Flag = {
  name: "note",
  short: "m",
  value: "TEXT",
  help: "what the next iteration shall know",
};

/** Rows of the table, in the order of the help. */
export const gateGroup: readonly Subcommand[] = [
  {
    name: "approve",
    group: "Gates",
    summary: "Approves the plan, or the changes of tests, that wait",
    details:
      "On a terminal it shows the plan's title and phases, the checks and the cost so far, and asks. It approves nothing else than the plan " +
      "that was shown when the gate closed. Exit codes beside the usual ones: 4 the system or the record failed, 5 approved, but the old " +
      "signal could not be emptied, 6 another approval got there first.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: [
      ...placeFlags,
      {
        name: "plan-hash",
        value: "HASH",
        help:
          "approve only the plan with this hash, or 8 or more characters of it",
      },
      {
        name: "accept-test-changes",
        help: "accept what was done to tests and checks, not a plan",
      },
      noteFlag,
      { name: "yes", short: "y", help: "do not ask" },
      runFlag,
    ],
    examples: [
      "samocode approve json-flag --run",
      "samocode approve json-flag --accept-test-changes --run",
      'samocode approve json-flag --plan-hash 1a2b3c4d5e6f --note "Small commits"',
    ],
    load: () => import("../approve.ts"),
  },
  {
    name: "reject",
    group: "Gates",
    summary:
      "Sends the plan or changes of tests back, or declines an action, with the reason",
    details:
      "A single word is the text, unless it is exactly the name of a session. Without a text, on a terminal, $EDITOR is opened.",
    positionals: "[SESSION] [TEXT]",
    maxPositionals: 2,
    personOnly: true,
    flags: [...placeFlags, runFlag],
    examples: ['samocode reject json-flag "Leave the old flag in place" --run'],
    load: () => import("../reject.ts"),
  },
  {
    name: "answer",
    group: "Gates",
    summary: "Answers the questions that wait",
    details:
      "An answer is the letter of an option, or any text. Without answers, on a terminal, it asks one question after the other.",
    positionals: "[SESSION] [N=ANSWER …]",
    maxPositionals: 200,
    personOnly: true,
    flags: [
      ...placeFlags,
      {
        name: "accept-suggestions",
        help: "answer what is left with what is suggested",
      },
      runFlag,
    ],
    examples: [
      'samocode answer json-flag 1=B 2="as an array" --run',
      "samocode answer json-flag --accept-suggestions",
    ],
    load: () => import("../answer.ts"),
  },
  {
    name: "unblock",
    group: "Gates",
    summary: "Lets a session go on that is blocked, or waited for an action",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: [...placeFlags, noteFlag, runFlag],
    examples: [
      'samocode unblock json-flag --note "The port is free now" --run',
    ],
    load: () => import("../unblock.ts"),
  },
  {
    name: "reopen",
    group: "Gates",
    summary: "Gives a finished session a new goal",
    details:
      "A single word is the goal, unless it is exactly the name of a session. Without a goal, on a terminal, $EDITOR is opened.",
    positionals: "[SESSION] [GOAL]",
    maxPositionals: 2,
    personOnly: true,
    flags: [...placeFlags, runFlag],
    examples: ['samocode reopen json-flag "Write a --yaml flag too" --run'],
    load: () => import("../reopen.ts"),
  },
  {
    name: "goto",
    group: "Gates",
    summary: "Puts a session into another phase, through no closed gate",
    positionals: "PHASE [SESSION]",
    maxPositionals: 2,
    personOnly: true,
    flags: [
      ...placeFlags,
      {
        ...noteFlag,
        help: "why, which must be told; the next iteration reads it too",
      },
      runFlag,
    ],
    examples: [
      'samocode goto planning json-flag --note "The API has changed"',
    ],
    load: () => import("../goto.ts"),
  },
  {
    name: "say",
    group: "Gates",
    summary: "Leaves a message for the next iteration",
    details:
      "A single word is the message, unless it is exactly the name of a session. Without a message, on a terminal, $EDITOR is opened.",
    positionals: "[SESSION] [TEXT]",
    maxPositionals: 2,
    personOnly: true,
    flags: placeFlags,
    examples: ['samocode say json-flag "Use the parser that is there"'],
    load: () => import("../say.ts"),
  },
];
