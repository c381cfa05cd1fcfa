/**
 * Subcommands of the group "Sessions".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const sessionGroup: readonly Subcommand[] = [];
