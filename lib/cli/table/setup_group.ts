/**
 * Subcommands of the group "Setup".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";
import { configFlag } from "./flags.ts";

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
  {
    name: "eject",
    group: "Setup",
    summary: "Writes the built-in workflows out, to be changed",
    details:
      "Writes workflow.md, workflow.quick.md and the skills of their phases to DIR, by default the folder samocode-workflow beside the .samocode file. " +
      "Nothing is overwritten. The last line is the one to add to the .samocode file.",
    positionals: "[DIR]",
    maxPositionals: 1,
    personOnly: true,
    flags: [configFlag],
    examples: ["samocode eject", "samocode eject our-workflow"],
    load: () => import("../eject.ts"),
  },
];
