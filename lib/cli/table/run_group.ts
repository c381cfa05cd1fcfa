/**
 * Subcommands of the group "Run".
 *
 * @module
 */

import { placeFlags } from "./flags.ts";
import { resumeRow, runRow } from "./run_row.ts";
import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const runGroup: readonly Subcommand[] = [
  runRow,
  resumeRow,
  {
    name: "wait",
    group: "Run",
    summary: "Returns when something changed, a person is needed, or it ended",
    details:
      "Made for programs: one call costs next to nothing, and its output is small. What changed is a decision, a gate, an edit or a request " +
      "of a person, a usage limit, the end of the run. Without a run it returns at once and tells what the session waits for or how it stopped. " +
      "The last line is `samocode: change|waiting|blocked|done|stopped|timeout cursor=N next: COMMAND`; with --since N nothing is missed or told " +
      "twice. Exit code: that of the run when it stopped, or 1 when what it stopped for is over by now; 10 when it still runs, 124 when the time is up.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    endsAsRun: true,
    flags: [
      ...placeFlags,
      {
        name: "until",
        value: "change|gate|done",
        help: "gate: only when a person is needed; done: only at the end",
      },
      {
        name: "since",
        value: "N",
        help: "the cursor of the last answer; from now on unless told",
      },
      { name: "timeout", value: "SECONDS", help: "at most so long (540)" },
    ],
    examples: ["samocode wait json-flag", "samocode wait --until gate"],
    load: () => import("../wait.ts"),
  },
  {
    name: "attach",
    group: "Run",
    summary: "Follows a run that goes on elsewhere",
    details:
      "Prints what the run logs, and ends with its last line and exit code. Ctrl-C ends the look, never the run.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    endsAsRun: true,
    flags: placeFlags,
    examples: ["samocode attach json-flag"],
    load: () => import("../attach.ts"),
  },
  {
    name: "stop",
    group: "Run",
    summary: "Stops the run of a session",
    details:
      "The run ends its attempt, keeps the work and journals why. The next run goes on with the same iteration.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: [
      ...placeFlags,
      {
        name: "now",
        help: "also tell its process to end, for a run that does not listen",
      },
    ],
    examples: ["samocode stop json-flag", "samocode stop json-flag --now"],
    load: () => import("../stop.ts"),
  },
  {
    name: "retry",
    group: "Run",
    summary: "Ends a wait for a limit, or before another attempt",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: placeFlags,
    examples: ["samocode retry json-flag"],
    load: () => import("../retry.ts"),
  },
  {
    name: "demo",
    group: "Run",
    summary: "Shows a whole session in a throw-away repository",
    details:
      "Makes a folder under the system's temporary folder with a small repository in it, runs a session there with the built-in provider, " +
      "answers its questions and approves its plan, and tells where everything is.",
    positionals: "[DIR]",
    maxPositionals: 1,
    personOnly: true,
    flags: [{ name: "workflow", value: "NAME", help: "full or quick" }],
    examples: ["samocode demo"],
    load: () => import("../demo_session.ts"),
  },
  {
    name: "demo-agent",
    group: "Run",
    summary: "The built-in provider itself; started by a run",
    positionals: "",
    maxPositionals: 0,
    hidden: true,
    flags: [],
    examples: ["samocode demo-agent < prompt.md"],
    load: () => import("../demo_agent.ts"),
  },
];
