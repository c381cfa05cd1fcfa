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
    name: "wip",
    group: "Sessions",
    summary: "Lists, shows or restores the unfinished work of attempts",
    details:
      "What an attempt had changed when it failed or was cut off is kept under refs/samocode/wip/. `wip list` lists it, the newest first; `wip show N` " +
      "prints it as a diff; `wip restore N` puts its files back into the worktree, and keeps what is there now in the same way first. " +
      "N is a number of the list or a name such as 7-1, iteration and attempt.",
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
