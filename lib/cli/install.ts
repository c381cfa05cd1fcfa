/**
 * `samocode install`: puts the skills and commands for people where a provider looks for them.
 *
 * @module
 */

import type { Terminal } from "../system/terminal.ts";
import { chosenProviders } from "./install/chosen.ts";
import { installedItems, predecessorsIn } from "./install/inspect.ts";
import { type Item, itemsOf } from "./install/items.ts";
import { type Outcome, putItem, removeItem } from "./install/put.ts";
import { type Call, on } from "./subcommand.ts";
import { VERSION } from "./version.ts";

/** Installs for the provider that is named, or for all that are found; 1 when something could not be written. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  let failed = false;
  for (
    const { provider, home } of chosenProviders(call.positionals[0], terminal)
  ) {
    terminal.out(`${provider}: ${home}`);
    const outcomes = await installFor(provider, { home, call });
    for (const outcome of outcomes) terminal.out(outcomeLine(outcome));
    for (const line of remarks(provider, home)) terminal.out(`  ${line}`);
    failed ||= outcomes.some(({ kind }) => kind === "failed");
  }
  terminal.err("Conversations that are open see it when they are started anew");
  terminal.err("Next: samocode doctor");
  return failed ? 1 : 0;
}

/** One line of a report. */
export function outcomeLine({ kind, text }: Outcome): string {
  const heads = {
    changed: "",
    same: "",
    warning: "warning: ",
    failed: "failed: ",
  };
  return `  ${heads[kind]}${text}`;
}

async function installFor(
  provider: string,
  { home, call }: { readonly home: string; readonly call: Call },
): Promise<readonly Outcome[]> {
  const dryRun = on(call, "dry-run");
  const there = await installedItems(home);
  const all = itemsOf(provider);
  const wanted = all.filter(({ path, usual }: Item) =>
    usual || on(call, "all") || there.some((item) => item.path === path)
  );
  const outcomes: Outcome[] = [];
  for (const item of wanted) {
    outcomes.push(
      await putItem(home, item, {
        version: VERSION,
        replaceOld: on(call, "replace-old"),
        dryRun,
      }),
    );
  }
  const gone = there.filter(({ path }) =>
    !all.some((item) => item.path === path)
  );
  for (const item of gone) {
    const word = "removed: it is no longer part of samocode";
    outcomes.push(removeItem(home, item, { dryRun, word }));
  }
  return outcomes;
}

function remarks(provider: string, home: string): readonly string[] {
  const agents = predecessorsIn(home, "agents");
  return [
    ...(provider === "codex"
      ? [
        "Codex has no commands: its skills say the same",
        "In a conversation: $samocode-run SESSION",
      ]
      : ["In a conversation: /samocode-run SESSION"]),
    ...(agents.length === 0 ? [] : [
      `agents of an earlier samocode are no longer used: ${agents.join(", ")}`,
    ]),
  ];
}
