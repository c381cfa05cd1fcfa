/**
 * The subcommand `run`, and its second name for a session that is there.
 *
 * @module
 */

import { jsonFlag, placeFlags } from "./flags.ts";
import type { Subcommand } from "../subcommand.ts";

/** What only a session that is begun takes. */
const BEGINS = ["task", "task-file", "dive", "new", "workflow"];

/** Works on a session. */
export const runRow: Subcommand = {
  name: "run",
  group: "Run",
  summary: "Works on a session until it is done or a person is needed",
  details:
    "A new session begins at the newest commit of the remote's main branch, or of the main branch here where there is no remote; commits that only the main branch " +
    "here has are not in its worktree. A branch of the session's name that is there already is gone on with. `samocode resume` is the same call, for a session " +
    "that is there.",
  positionals: "[SESSION]",
  maxPositionals: 1,
  personOnly: true,
  endsAsRun: true,
  flags: [
    ...placeFlags,
    {
      name: "task",
      short: "t",
      value: "TEXT",
      help: "what to do; makes a new session, or reopens a finished one",
    },
    {
      name: "task-file",
      short: "F",
      value: "FILE",
      help: 'the task from a file; "-" is standard input',
    },
    { name: "dive", value: "TEXT", help: "what to look into first" },
    { name: "new", help: "make a new session without a task" },
    {
      name: "provider",
      short: "p",
      value: "NAME[,NAME]",
      help:
        "claude, codex, demo (a script that always builds the same small program), one of your own, or a chain of them; the session keeps it",
    },
    { name: "workflow", value: "NAME", help: "full, quick, or a file" },
    {
      name: "isolated",
      help:
        "providers take over neither your settings, hooks and skills nor the repository's",
    },
    { name: "timeout", value: "SECONDS", help: "limit of one attempt" },
    { name: "once", help: "stop after one iteration" },
    { name: "until", value: "PHASE", help: "stop when PHASE is reached" },
    { name: "max-iterations", value: "N", help: "limit of this run" },
    { name: "max-hours", value: "H", help: "limit of this run" },
    { name: "max-usd", value: "USD", help: "limit of this run" },
    {
      name: "detach",
      short: "d",
      help: "run in the background, as with --stay; see wait and attach",
    },
    { name: "stay", help: "stay alive at a gate and go on by itself" },
    {
      name: "auto-approve",
      help: "open plan gates without a person: nobody reads the plan",
    },
    {
      name: "accept-suggestions",
      help: "answer questions with what the provider suggests",
    },
    {
      name: "allow-sleep",
      help: "let the machine fall asleep meanwhile",
    },
    { name: "dry-run", help: "print what would be used; change nothing" },
    {
      name: "print-prompt",
      help: "print the exact next prompt; change nothing",
    },
    jsonFlag,
    { name: "quiet", short: "q", help: "only the last line" },
    { name: "verbose", short: "v", help: "tools and attempts too" },
  ],
  examples: [
    'samocode run --task "Add a --json flag to the list command"',
    "samocode run json-flag --max-hours 4",
  ],
  load: () => import("../run.ts"),
};

/** The same, and never a new session. */
export const resumeRow: Subcommand = {
  ...runRow,
  name: "resume",
  summary: "Goes on with a session that is there, as run does",
  details: "A finished session is given a new goal by samocode reopen.",
  flags: runRow.flags.filter(({ name }) => !BEGINS.includes(name)),
  examples: ["samocode resume json-flag"],
  hidden: true,
};
