/**
 * Subcommands of the group "Trust".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const trustGroup: readonly Subcommand[] = [];
