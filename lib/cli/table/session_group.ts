/**
 * Subcommands of the group "Sessions".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";
import { placeFlags } from "./flags.ts";

/** Rows of the table, in the order of the help. */
export const sessionGroup: readonly Subcommand[] = [
  {
    name: "session",
    group: "Sessions",
    summary: "Starts, continues, syncs, keeps or archives a session by hand",
    details:
      "start makes the folder, the branch and the worktree and runs nothing; where the repository tells agents nothing, it proposes an AGENTS.md. " +
      "continue prints where everything is and how far it is, and marks the flow log. sync writes into the flow log what was done by hand since the " +
      "last iteration, and commits the session's folder where the folder of all sessions is a repository. checkpoint NAME [SESSION] keeps the state of the worktree, committed or not, under that name: `samocode wip list` shows it, " +
      "`samocode wip restore` puts it back. lessons shows what a session that is done proposes that the next one should know, a patch of CLAUDE.md or AGENTS.md; " +
      "with --apply the files are changed, and nothing is committed; on a terminal it shows the patch again, and asks. archive removes the worktree, keeps the " +
      "branch, and moves the session's folder to _archive.",
    positionals: "start|continue|sync|checkpoint|lessons|archive [SESSION]",
    maxPositionals: 3,
    personOnly: true,
    flags: [
      ...placeFlags,
      {
        name: "task",
        short: "t",
        value: "TEXT",
        help: "start: what to do",
      },
      {
        name: "task-file",
        short: "F",
        value: "FILE",
        help: 'start: the task from a file; "-" is standard input',
      },
      {
        name: "goal",
        value: "TEXT",
        help: "start: what counts as complete; becomes part of the task",
      },
      {
        name: "workflow",
        value: "NAME",
        help: "start: full, quick, or a file",
      },
      {
        name: "note",
        short: "m",
        value: "TEXT",
        help: "sync: what was done; the commits tell it unless told",
      },
      {
        name: "apply",
        help: "lessons: changes the files, in the worktree while there is one",
      },
      {
        name: "yes",
        short: "y",
        help: "lessons --apply: does not ask",
      },
      {
        name: "force",
        help:
          "archive: also when it is not finished; work that is not committed is kept under a ref",
      },
    ],
    examples: [
      'samocode session start json-flag --task "Add a --json flag" --goal "All commands have it"',
      "samocode session continue json-flag",
      'samocode session sync json-flag --note "Renamed the option"',
      "samocode session checkpoint before-rename json-flag",
      "samocode session lessons json-flag --apply",
      "samocode session archive json-flag",
    ],
    load: () => import("../session.ts"),
  },
  {
    name: "ship",
    group: "Sessions",
    summary: "Pushes the branch of a finished session, and opens a draft",
    details:
      "Pushes the very commit that was verified at the end, or that with the lessons which a person applied and committed, never with force, and opens a draft pull request by `gh`, whose login it uses. Title and text " +
      "come from the session's summary; below stand plan, approvals, checks with their results, what was done to tests, what is left open, time and cost. " +
      "On a terminal it shows where everything goes, and asks. Without gh, or for another server, it leaves the text in the session's folder and tells how to " +
      "go on by hand. A call that is repeated does what is missing.",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: [
      ...placeFlags,
      {
        name: "remote",
        value: "NAME",
        help:
          "where to push; unless told what git is configured for, then origin, then the only one",
      },
      {
        name: "base",
        value: "BRANCH",
        help: "what the pull request goes into; the main branch unless told",
      },
      { name: "no-pr", help: "push only" },
      {
        name: "update",
        help: "renew the text of a pull request that is there",
      },
      {
        name: "dry-run",
        help: "print what would be pushed, and the text; do nothing",
      },
      { name: "yes", short: "y", help: "do not ask" },
    ],
    examples: [
      "samocode ship json-flag --dry-run",
      "samocode ship json-flag --base develop",
      "samocode ship json-flag --update --yes",
    ],
    load: () => import("../ship.ts"),
  },
  {
    name: "wip",
    group: "Sessions",
    summary: "Lists, shows or restores the unfinished work of attempts",
    details:
      "What an attempt had changed when it failed or was cut off is kept under refs/samocode/wip/. `wip list` lists it, the newest first; `wip show N` " +
      "prints it as a diff; `wip restore N` puts its files back into the worktree, and keeps what is there now in the same way first. " +
      "N is a number of the list or a name such as 7-1, iteration and attempt. Of a checkpoint (`samocode session checkpoint`) the whole state is put back.",
    positionals: "list|show|restore [SESSION] [N]",
    maxPositionals: 3,
    flags: [...placeFlags],
    examples: [
      "samocode wip list",
      "samocode wip show json-flag 1",
      "samocode wip restore json-flag 7-1",
    ],
    load: () => import("../wip.ts"),
  },
  {
    name: "undo",
    group: "Sessions",
    summary: "Puts the newest unfinished work back; once more takes that back",
    positionals: "[SESSION]",
    maxPositionals: 1,
    personOnly: true,
    flags: [...placeFlags],
    examples: ["samocode undo", "samocode undo json-flag"],
    load: () => import("../undo.ts"),
  },
];
