/**
 * `samocode check`: runs the project's checks by hand.
 *
 * @module
 */

import { basename } from "@std/path";
import type { CheckConfig, Config } from "../config/config.ts";
import { UsageError, UserError } from "../errors.ts";
import { sessionPaths } from "../session/paths.ts";
import { isFolder, realPath } from "../system/files.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import type { Terminal } from "../system/terminal.ts";
import { lastLines } from "../workflow/check_output.ts";
import { printable } from "../workflow/printable.ts";
import { stopCode } from "../workflow/stop_reason.ts";
import { durationText } from "../workflow/timestamps.ts";
import { interruptReason } from "../engine/input.ts";
import { worktreeCommand } from "../workflow/worktree_command.ts";
import { loadForActing } from "./acting.ts";
import { checkByHand, type Receipt } from "./check/by_hand.ts";
import { findSession } from "./find_session.ts";
import { readState } from "./open_session.ts";
import { type Call, on, text } from "./subcommand.ts";

const TAIL_LINES = 20;

/** Runs all checks or those that are named; 0 when all are green, else 1. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const { session, checks } = words(call, config);
  const folder = await findSession(session, { terminal, config });
  const { workingDir, branch, attempt } = await readState(folder);
  // An agent's environment decides which programs a check finds: what comes of it is for the agent alone.
  const mark = terminal.env["SAMOCODE_RUN"] || null;
  if (mark !== null && mark !== attempt?.mark) {
    throw new UserError(
      `Cannot check "${
        basename(folder)
      }": an agent inside a run calls it, and the run is of another session`,
      { hint: "leave it to a person" },
    );
  }
  if (workingDir === null || !isFolder(workingDir)) {
    const why = workingDir === null
      ? "it has no working folder yet"
      : `its working folder "${workingDir}" is gone`;
    throw new UserError(`Cannot check "${basename(folder)}": ${why}`, {
      hint: workingDir === null || branch === null
        ? `samocode run ${basename(folder)}`
        : worktreeCommand({
          mainRepo: config.mainRepo,
          path: workingDir,
          branch,
        }),
    });
  }
  const json = on(call, "json");
  const receipts: Receipt[] = [];
  const interrupts = listenForInterrupts(() => {});
  try {
    await checkByHand({
      paths: sessionPaths(folder),
      config,
      checks,
      workingDir: realPath(workingDir),
      env: terminal.env,
      journals: mark === null,
      stop: interrupts.stop,
      onReceipt: (receipt) => {
        receipts.push(receipt);
        if (json) return;
        for (const line of linesOf(receipt)) terminal.out(line);
      },
    });
    const by = interrupts.current();
    if (by !== null) return stopCode(interruptReason(by));
  } finally {
    interrupts.close();
  }
  const green = receipts.filter((receipt) => receipt.green).length;
  if (json) terminal.out(JSON.stringify(receipts.map(jsonOf), null, 2));
  else terminal.out(`${green} of ${receipts.length} green`);
  return green === receipts.length ? 0 : 1;
}

/** A word that names a check is one; the first other word is the session. */
function words(
  call: Call,
  { checks, file }: Config,
): {
  readonly session: string | undefined;
  readonly checks: readonly CheckConfig[];
} {
  if (checks.length === 0) {
    throw new UserError("Cannot check anything: no checks are configured", {
      hint: `add CHECK_TEST=… to "${file}"`,
    });
  }
  const named = (word: string) =>
    checks.find(({ name }) => name === word.toLowerCase());
  const rest = [...call.positionals];
  const session = text(call, "session") ??
    (rest[0] !== undefined && named(rest[0]) === undefined
      ? rest.shift()
      : undefined);
  const chosen = rest.map((word) => {
    const check = named(word);
    if (check !== undefined) return check;
    throw new UsageError(`Cannot run the check "${word}": there is no such`, {
      details: checks.map(({ name }) => name),
    });
  });
  return { session, checks: chosen.length > 0 ? chosen : checks };
}

function linesOf(receipt: Receipt): readonly string[] {
  const { name, command, green, exitCode, head, dirty, log, tail } = receipt;
  const how = green
    ? "green"
    : `red, ${exitCode === null ? "was ended" : `exit ${exitCode}`}`;
  const place = head === null
    ? "a plain folder"
    : `HEAD ${head.slice(0, 10)}${dirty ? " with uncommitted changes" : ""}`;
  const kept = receipt.journaled ? "journaled" : "not journaled";
  return [
    `${name}: ${how} after ${durationText(receipt.durationMs)} (${command})`,
    `  ${place}, _logs/${log}, ${kept}`,
    ...(green || tail.trim() === ""
      ? []
      : lastLines(printable(tail), TAIL_LINES).split("\n")
        .map((line) => `  | ${line}`)),
  ];
}

function jsonOf(receipt: Receipt) {
  const { name, command, green, log, head, tree, dirty, journaled } = receipt;
  return {
    name,
    command,
    green,
    exit_code: receipt.exitCode,
    duration_ms: receipt.durationMs,
    log,
    head,
    tree,
    dirty,
    journaled,
  };
}
