/**
 * Subcommands of the group "Trust".
 *
 * @module
 */

import { jsonFlag, placeFlags } from "./flags.ts";
import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const trustGroup: readonly Subcommand[] = [
  {
    name: "verify",
    group: "Trust",
    summary: "Checks that a session is what its journal says",
    details:
      "Checks the chain of the journal, that nothing was decided twice or has no end, the host's fields in the overview, the worktree and its branch, " +
      "and the plan against its approval; tells who opened which gate, when, and by which channel. Works offline and changes nothing. Exit code 1 with findings.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [...placeFlags, jsonFlag],
    examples: ["samocode verify", "samocode verify json-flag --json"],
    load: () => import("../verify.ts"),
  },
  {
    name: "check",
    group: "Trust",
    summary: "Runs the project's checks in the worktree of a session",
    details:
      "All of them, or those that are named. What came of each is journaled with HEAD and tree, so that a run does not repeat on the same files " +
      "what is green; while a run works on the session nothing is journaled. An agent inside a run may check its own session, and journals nothing. " +
      "Exit code 1 when one is red.",
    positionals: "[SESSION] [NAME …]",
    maxPositionals: 100,
    flags: [...placeFlags, jsonFlag],
    examples: [
      "samocode check json-flag",
      "samocode check json-flag test lint",
    ],
    load: () => import("../check.ts"),
  },
  {
    name: "report",
    group: "Trust",
    summary: "Writes one page for the person who reviews a session",
    details:
      "Task, plan and who approved it, iterations with time and cost, commits, results of the checks, what was done to tests and checks since the " +
      "approval, changes outside of the plan, and what is left open. --html writes one file without scripts that needs nothing else. Changes nothing.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [...placeFlags, { name: "html", help: "a page instead of text" }],
    examples: [
      "samocode report json-flag",
      "samocode report json-flag --html > review.html",
    ],
    load: () => import("../report.ts"),
  },
  {
    name: "doctor",
    group: "Trust",
    summary: "Looks for everything that could stop a run",
    details:
      "Configuration, git, folders, disk, locks, provider programs and their login, notices, skills; with a session also what looks wrong in it. " +
      "Each line is ok, a warning or a problem, with what to type. Nothing is paid for and nothing is changed. Exit code 1 when there is a problem.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [
      ...placeFlags,
      {
        name: "provider",
        short: "p",
        value: "NAME[,NAME]",
        help: "as for a run; demo needs no account",
      },
      { name: "notify", help: "send a test notice" },
      {
        name: "bundle",
        help:
          "pack this report, configuration, journal and overview, without secrets and without what a provider said, for somebody who helps",
      },
      jsonFlag,
    ],
    examples: ["samocode doctor", "samocode doctor json-flag --bundle"],
    load: () => import("../doctor.ts"),
  },
  {
    name: "chaos",
    group: "Trust",
    summary: "Kills demo runs at random and shows that nothing is lost",
    details:
      "Works on demo sessions in a temporary folder, without a model: kills, stops and interrupts samocode and its provider at random moments, starts " +
      "second runs and five approvals at once, edits overviews meanwhile, and lets every session come to its end. Then it counts what recovered, what was lost " +
      "or done twice, and what was left running. Exit code 0 only if all is well.",
    positionals: "",
    maxPositionals: 0,
    personOnly: true,
    flags: [
      { name: "kills", value: "N", help: "how many mishaps; 200 unless told" },
      { name: "seed", value: "N", help: "the same mishaps once more" },
    ],
    examples: ["samocode chaos", "samocode chaos --kills 1000"],
    load: () => import("../chaos.ts"),
  },
];
