/**
 * Subcommands of the group "Look".
 *
 * @module
 */

import type { Subcommand } from "../subcommand.ts";

/** Rows of the table, in the order of the help. */
export const lookGroup: readonly Subcommand[] = [];
