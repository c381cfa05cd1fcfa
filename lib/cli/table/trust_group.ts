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
];
