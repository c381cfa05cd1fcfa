/**
 * `samocode uninstall`: takes away what `samocode install` has put, and nothing else.
 *
 * @module
 */

import type { Terminal } from "../system/terminal.ts";
import { outcomeLine } from "./install.ts";
import { chosenProviders } from "./install/chosen.ts";
import { installedItems } from "./install/inspect.ts";
import { removeItem } from "./install/put.ts";
import { type Call, on } from "./subcommand.ts";

/** Removes from the provider that is named, or from all that are found; 1 when something could not be removed. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  let failed = false;
  for (
    const { provider, home } of chosenProviders(call.positionals[0], terminal)
  ) {
    terminal.out(`${provider}: ${home}`);
    const items = await installedItems(home);
    if (items.length === 0) terminal.out("  nothing of samocode is there");
    for (const item of items) {
      const outcome = removeItem(home, item, {
        dryRun: on(call, "dry-run"),
        word: "removed",
      });
      terminal.out(outcomeLine(outcome));
      failed ||= outcome.kind === "failed";
    }
  }
  terminal.err("Next: nothing; samocode install puts it back");
  return failed ? 1 : 0;
}
