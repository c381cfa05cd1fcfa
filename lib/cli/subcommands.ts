/**
 * The table of all subcommands; the code of each is loaded only when it is called.
 *
 * @module
 */

import type { Subcommand } from "./subcommand.ts";
import { gateGroup } from "./table/gate_group.ts";
import { lookGroup } from "./table/look_group.ts";
import { runGroup } from "./table/run_group.ts";
import { sessionGroup } from "./table/session_group.ts";
import { setupGroup } from "./table/setup_group.ts";
import { trustGroup } from "./table/trust_group.ts";

/** All subcommands, in the order of the help. */
export const subcommands: readonly Subcommand[] = [
  ...runGroup,
  ...gateGroup,
  ...lookGroup,
  ...sessionGroup,
  ...trustGroup,
  ...setupGroup,
];
