/**
 * Subcommands of the group "Look".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";
import { configFlag, jsonFlag, placeFlags, sessionFlag } from "./flags.ts";

/** Rows of the table, in the order of the help. */
export const lookGroup: readonly Subcommand[] = [
  {
    name: "status",
    group: "Look",
    summary: "Tells where a session stands, and what to type",
    details:
      "Works at any time and disturbs nothing. What it says comes from evidence: the lease, the process that took it, the last byte of the " +
      "provider's output, the journal.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [
      ...placeFlags,
      jsonFlag,
      { name: "flow", value: "N", help: "lines of the flow log (3)" },
    ],
    examples: ["samocode status", "samocode status json-flag --json"],
    load: () => import("../status.ts"),
  },
  {
    name: "show",
    group: "Look",
    summary: "Shows what waits for you: the plan, the questions, the reason",
    details:
      "Without a word it shows what waits, and the command that goes on. plan, questions and summary print that file; lessons prints the patch " +
      "in which a session that is done proposes what the next one should know; diff prints what the session changed, committed or not.",
    positionals: "[SESSION] [gate|plan|questions|summary|lessons|diff]",
    maxPositionals: 2,
    flags: placeFlags,
    examples: ["samocode show json-flag", "samocode show json-flag diff"],
    load: () => import("../show.ts"),
  },
  {
    name: "list",
    group: "Look",
    summary: "Lists the sessions, those that need a person first",
    positionals: "",
    maxPositionals: 0,
    flags: [
      configFlag,
      { name: "all", help: "those of every known project" },
      { name: "archived", help: "those that were put away, in _archive" },
      jsonFlag,
    ],
    examples: ["samocode list", "samocode list --all"],
    details:
      "Of each journal only the end is read, from where its last run stopped: samocode verify checks all of it.",
    load: () => import("../list.ts"),
  },
  {
    name: "projects",
    group: "Look",
    summary: "Lists the known projects",
    positionals: "",
    maxPositionals: 0,
    flags: [
      { name: "forget-gone", help: "take those off the list that are gone" },
      jsonFlag,
    ],
    examples: ["samocode projects", "samocode projects --forget-gone"],
    load: () => import("../projects.ts"),
  },
  {
    name: "logs",
    group: "Look",
    summary: "Prints what the provider said and did",
    details:
      "Of the newest iteration, unless --iteration names one. Of a long log only the end is read, unless --iteration or --raw is given.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [
      ...placeFlags,
      { name: "iteration", value: "N", help: "another iteration" },
      {
        name: "follow",
        short: "f",
        help: "go on until the run ends, or Ctrl-C",
      },
      { name: "raw", help: "the lines as the provider wrote them" },
    ],
    examples: [
      "samocode logs json-flag --follow",
      "samocode logs --iteration 4",
    ],
    load: () => import("../logs.ts"),
  },
  {
    name: "history",
    group: "Look",
    summary: "Tells what happened: iterations, gates, checks, stops",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [
      ...placeFlags,
      {
        name: "count",
        short: "n",
        value: "N",
        help: "only the newest N iterations",
      },
      { name: "json", help: "the rows of the journal" },
    ],
    examples: ["samocode history json-flag", "samocode history -n 5"],
    load: () => import("../history.ts"),
  },
  {
    name: "cost",
    group: "Look",
    summary: "Sums up tokens and money",
    details:
      "Money is what providers reported; attempts that reported none are counted. Without a session all sessions of the project are summed up.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    flags: [
      configFlag,
      sessionFlag,
      jsonFlag,
      {
        name: "by",
        value: "phase|day|session",
        help: "one line for each of them",
      },
    ],
    examples: ["samocode cost json-flag --by phase", "samocode cost --by day"],
    load: () => import("../cost.ts"),
  },
  {
    name: "conversation",
    group: "Look",
    summary: "Prints how to resume a conversation of the provider",
    details:
      "Prints one command line: it opens the conversation of iteration N, by default of the newest one that has any, in the provider's own program.",
    positionals: "[SESSION] [N]",
    maxPositionals: 2,
    flags: placeFlags,
    examples: ["samocode conversation json-flag", "samocode conversation 7"],
    load: () => import("../conversation.ts"),
  },
];
