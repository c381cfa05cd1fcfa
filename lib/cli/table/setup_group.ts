/**
 * Subcommands of the group "Setup".
 *
 * @module
 */

import type { Flag, Subcommand } from "../subcommand.ts";
import { configFlag } from "./flags.ts";

const dryRunFlag: Flag = {
  name: "dry-run",
  help: "tell what would be done; change nothing",
};

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
  {
    name: "install",
    group: "Setup",
    summary: "Puts the skills and commands for people into your providers",
    details:
      "samocode-run, samocode-implement and those about sessions; with --all also dive, task-definition, quality-review, summary, create-plan and " +
      "cleanup. For the provider that is named, else for all that are on this machine. Only files that samocode itself wrote and nobody changed are " +
      "ever written over. A run needs none of this.",
    positionals: "[claude|codex]",
    maxPositionals: 1,
    personOnly: true,
    flags: [
      { name: "all", help: "also those that are not about samocode" },
      {
        name: "copy",
        help: "copy, which is done in any case; nothing is linked",
      },
      {
        name: "replace-old",
        help:
          "move those of an earlier samocode to samocode-old in the provider's folder",
      },
      dryRunFlag,
    ],
    examples: ["samocode install", "samocode install claude --all"],
    load: () => import("../install.ts"),
  },
  {
    name: "uninstall",
    group: "Setup",
    summary: "Takes away what install has put",
    details:
      "Files that somebody changed stay, and so does what install moved away.",
    positionals: "[claude|codex]",
    maxPositionals: 1,
    personOnly: true,
    flags: [dryRunFlag],
    examples: ["samocode uninstall claude"],
    load: () => import("../uninstall.ts"),
  },
  {
    name: "completions",
    group: "Setup",
    summary:
      "Prints what makes your shell complete subcommands, flags, sessions",
    details:
      "bash: add `source <(samocode completions bash)` to ~/.bashrc. zsh: add `source <(samocode completions zsh)` to ~/.zshrc, behind compinit, " +
      "or save it as _samocode in a folder of $fpath.",
    positionals: "bash|zsh",
    maxPositionals: 1,
    flags: [
      configFlag,
      {
        name: "sessions",
        help: "print the names of the sessions, as the scripts ask for them",
      },
    ],
    examples: ["samocode completions bash"],
    load: () => import("../completions.ts"),
  },
];
