/**
 * The table of subcommands: names, flags, texts. The code of each is loaded only when it is called.
 *
 * @module
 */

import type { Flag, Subcommand } from "./subcommand.ts";

const config: Flag = {
  name: "config",
  short: "c",
  value: "PATH",
  help: "the .samocode file, its folder, or part of a known project's name",
};
const session: Flag = {
  name: "session",
  short: "s",
  value: "NAME",
  help: "the session, as the first word does",
};
const place: readonly Flag[] = [config, session];
const json: Flag = { name: "json", help: "JSON instead of text" };

/** All subcommands, in the order of the help. */
export const subcommands: readonly Subcommand[] = [
  {
    name: "run",
    group: "Run",
    summary: "Works on a session until it is done or a person is needed",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: [
      ...place,
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
        help: "provider, or a chain of them",
      },
      { name: "workflow", value: "NAME", help: "full, quick, or a file" },
      { name: "timeout", value: "SECONDS", help: "limit of one attempt" },
      { name: "once", help: "stop after one iteration" },
      { name: "until", value: "PHASE", help: "stop when PHASE is reached" },
      { name: "max-iterations", value: "N", help: "limit of this run" },
      { name: "max-hours", value: "H", help: "limit of this run" },
      { name: "max-usd", value: "USD", help: "limit of this run" },
      { name: "stay", help: "stay alive at a gate and go on by itself" },
      {
        name: "auto-approve",
        help: "open plan gates without a person: nobody reads the plan",
      },
      {
        name: "accept-suggestions",
        help: "answer questions with what the provider suggests",
      },
      { name: "dry-run", help: "print what would be used; change nothing" },
      {
        name: "print-prompt",
        help: "print the exact next prompt; change nothing",
      },
      json,
      { name: "quiet", short: "q", help: "only the last line" },
      { name: "verbose", short: "v", help: "tools and attempts too" },
    ],
    examples: [
      'samocode run --task "Add a --json flag to the list command"',
      "samocode run json-flag --max-hours 4",
    ],
    load: () => import("./run.ts"),
  },
];
