/**
 * `samocode ship`: hands a finished session over: its branch goes to the remote, and a draft of a pull request is opened.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Terminal } from "../system/terminal.ts";
import { loadForActing, openActing } from "./acting.ts";
import { sessionWord } from "./find_session.ts";
import { handOver } from "./ship/hand_over.ts";
import { readyToShip } from "./ship/ready.ts";
import { type Shown, targetLines } from "./ship/show_target.ts";
import { findTarget } from "./ship/target.ts";
import { shipText } from "./ship/text.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const pullRequest = !on(call, "no-pr");
  const update = on(call, "update");
  const base = text(call, "base");
  if (!pullRequest && (update || base !== undefined)) {
    throw new UsageError(
      `Cannot use "--${
        update ? "update" : "base"
      }" with "--no-pr": there is no pull request then`,
      { hint: "samocode ship --help" },
    );
  }
  const config = await loadForActing(call, terminal);
  const acting = await openActing(sessionWord(call), {
    terminal,
    config,
    guess: "finished",
  });
  const ready = await readyToShip(acting);
  const wish = { remote: text(call, "remote"), base, pullRequest };
  const target = await findTarget(acting, { ready, wish });
  const shown: Shown = {
    ready,
    target,
    text: pullRequest ? await shipText(acting, ready) : null,
    update,
  };
  if (on(call, "dry-run")) {
    dryRun(shown, terminal);
    return 0;
  }
  if (terminal.canAsk && !on(call, "yes")) {
    terminal.err(acting.name);
    for (const line of targetLines(shown)) terminal.err(line);
    const answer = await terminal.ask("Ship this? [y/N] ");
    if (!/^y(es)?$/i.test(answer?.trim() ?? "")) {
      terminal.err("samocode: not shipped");
      return 1;
    }
  }
  await handOver(acting, shown);
  return 0;
}

function dryRun(shown: Shown, terminal: Terminal): void {
  const { ready: { branch, head }, target: { remote, tip }, text } = shown;
  for (const line of targetLines(shown)) terminal.err(line);
  terminal.err("samocode: nothing is done: --dry-run");
  terminal.out(
    tip === head
      ? `Nothing to push: ${branch} is on ${remote}`
      : `git push ${remote} ${head}:refs/heads/${branch}`,
  );
  if (text === null) return;
  terminal.out(`\n${text.title}\n\n${text.body.trimEnd()}`);
}
