/**
 * Subcommands of the group "Gates".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const gateGroup: readonly Subcommand[] = [];
