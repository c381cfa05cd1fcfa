/**
 * Pushes a session's branch, opens or renews its pull request, and journals it.
 *
 * @module
 */

import { UserError } from "../../errors.ts";
import { RefusedError } from "../../session/refused.ts";
import { openDraft, renewBody } from "../../system/hub.ts";
import type { Interrupt } from "../../system/host.ts";
import {
  type Interrupts,
  listenForInterrupts,
} from "../../system/interrupt.ts";
import { pushCommit } from "../../system/remote.ts";
import { stopCode } from "../../workflow/stop_reason.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { interruptReason } from "../../engine/input.ts";
import type { Acting } from "../acting.ts";
import { holdSession } from "../session/hold.ts";
import { keepText, requestCommand, requestPage } from "./by_hand.ts";
import { type Ready, readyToShip } from "./ready.ts";
import type { Shown } from "./show_target.ts";
import type { Hub } from "./target.ts";
import type { ShipText } from "./text.ts";

/**
 * Does it, while no run can begin. Called again it does what is missing.
 *
 * @throws {BusyError} while a run works on the session.
 * @throws {UserError} when the remote or `gh` refuses; what was pushed stays pushed, and is journaled.
 */
export async function handOver(acting: Acting, shown: Shown): Promise<void> {
  const { store, name, terminal } = acting;
  const lease = await holdSession(store.paths);
  const interrupts = listenForInterrupts(() => {});
  try {
    await store.refresh();
    const now = await readyToShip(acting);
    if (now.head !== shown.ready.head) {
      throw new RefusedError(
        `Cannot ship "${name}": somebody was faster, and its branch is another one now`,
        { hint: `samocode ship ${name}` },
      );
    }
    const said = await push(acting, { shown, interrupts });
    const { hub } = shown.target;
    const by = interrupts.current();
    if (by !== null) {
      await journal(acting, { shown, pullRequest: null });
      throw new UserError(
        `Cannot ship "${name}" to its end: interrupted; the branch is pushed`,
        { hint: `samocode ship ${name}`, exitCode: codeOf(by) },
      );
    }
    if (shown.text === null) {
      await journal(acting, { shown, pullRequest: null });
    } else if (hub === null) {
      await journal(acting, { shown, pullRequest: null });
      leaveToPerson(acting, { shown, text: shown.text, said });
    } else {
      await request(acting, { shown, hub, text: shown.text });
    }
  } finally {
    interrupts.close();
    lease.release();
  }
  terminal.err(
    `samocode: once it is merged: samocode session archive ${name}`,
  );
}

/** Ctrl-C ends the push, too: it would go on where nobody knows of it. @returns What the remote said. */
async function push(
  { name, terminal }: Acting,
  { shown: { ready, target }, interrupts: { stop, current } }: {
    readonly shown: Shown;
    readonly interrupts: Interrupts;
  },
): Promise<readonly string[]> {
  const { remote, tip } = target;
  const { cwd, branch, head } = ready;
  if (tip === head) {
    terminal.out(`There already: ${branch} on ${remote} at ${short(ready)}`);
    return [];
  }
  const pushed = await pushCommit(cwd, { remote, branch, head, stop });
  if ("problem" in pushed) {
    const by = current();
    throw new UserError(
      `Cannot push "${branch}" to "${remote}": ${pushed.problem}`,
      {
        details: pushed.said,
        hint: `git -C ${shellWord(cwd)} push ${remote} ${
          shellWord(branch)
        }, then samocode ship ${name}`,
        ...(by === null ? {} : { exitCode: codeOf(by) }),
      },
    );
  }
  terminal.out(`Pushed: ${branch} to ${remote} at ${short(ready)}`);
  return pushed.said;
}

async function request(
  acting: Acting,
  { shown, hub, text }: {
    readonly shown: Shown;
    readonly hub: Hub;
    readonly text: ShipText;
  },
): Promise<void> {
  const { terminal, name } = acting;
  const { title, body } = text;
  if (hub.open !== null) {
    await journal(acting, { shown, pullRequest: hub.open });
    if (!shown.update) {
      terminal.out(`There already: ${hub.open}`);
      terminal.err("samocode: its text is as it was; --update renews it");
      return;
    }
    const renewed = await renewBody(hub.open, { ...hub, body });
    if ("reason" in renewed) {
      throw new UserError(
        `Cannot renew the text of ${hub.open}: gh says: ${renewed.reason}`,
        { hint: `samocode ship ${name} --update` },
      );
    }
    terminal.out(`Renewed: ${hub.open}`);
    return;
  }
  const { base, head } = hub;
  const opened = await openDraft({ title, body, base, head }, hub);
  if ("reason" in opened) {
    await journal(acting, { shown, pullRequest: null });
    const path = keepText(acting.store.paths.folder, text);
    const { ready, target } = shown;
    throw new UserError(
      `Cannot open a pull request of "${name}": gh says: ${opened.reason}; the branch is pushed`,
      {
        details: [
          `by hand: ${requestCommand({ target, ready, title, path })}`,
        ],
        hint: `samocode ship ${name}`,
      },
    );
  }
  terminal.out(`Draft pull request: ${opened.value}`);
  await journal(acting, { shown, pullRequest: opened.value });
}

function leaveToPerson(
  { terminal, store }: Acting,
  { shown, text, said }: {
    readonly shown: Shown;
    readonly text: ShipText;
    readonly said: readonly string[];
  },
): void {
  const { ready, target } = shown;
  const path = keepText(store.paths.folder, text);
  const page = requestPage(target, { branch: ready.branch, said });
  terminal.err(`samocode: no pull request was opened: ${target.why}`);
  terminal.err(`  title: ${text.title}`);
  terminal.err(`  text: ${path}`);
  if (page !== null) terminal.err(`  page: ${page}`);
  const { title } = text;
  terminal.err(
    `  or, where gh is: ${requestCommand({ target, ready, title, path })}`,
  );
}

/** Told once: a call that changes nothing leaves no row. */
async function journal(
  { store, actor }: Acting,
  { shown: { ready, target }, pullRequest }: {
    readonly shown: Shown;
    readonly pullRequest: string | null;
  },
): Promise<void> {
  const { shipped } = store.state;
  const { remote } = target;
  const { branch, head } = ready;
  const known = shipped?.remote === remote && shipped.branch === branch &&
    shipped.head === head &&
    (pullRequest === null || shipped.pullRequest === pullRequest);
  if (known) return;
  const { by, channel } = actor;
  await store.append(
    { kind: "shipped", by, channel, remote, branch, head, pullRequest },
  );
}

function codeOf(by: Interrupt): number {
  return stopCode(interruptReason(by));
}

function short({ head }: Ready): string {
  return head.slice(0, 7);
}
