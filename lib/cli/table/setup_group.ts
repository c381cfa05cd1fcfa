/**
 * Subcommands of the group "Setup".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const setupGroup: readonly Subcommand[] = [
  {
    name: "init",
    group: "Setup",
    summary: "Makes a .samocode file for a project",
    positionals: "[DIR]",
    maxPositionals: 1,
    personOnly: true,
    flags: [
      {
        name: "force",
        help: "replace a file that is there; the old one is kept beside it",
      },
      { name: "print", help: "print the file and write nothing" },
    ],
    examples: ["samocode init", "samocode init ../shop --print"],
    load: () => import("../init.ts"),
  },
];
