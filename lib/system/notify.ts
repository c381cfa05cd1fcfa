/**
 * Tells the person who is needed, on every configured channel.
 *
 * @module
 */

import type { Notice, NoticeResult } from "./host.ts";
import { runNotifyCommand } from "./notify_command.ts";
import { sendTelegram, type TelegramBot } from "./telegram.ts";

/** Configured channels. */
export interface NoticeChannels {
  readonly telegram: TelegramBot | null;
  /** Shell command. */
  readonly command: string | null;
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Sends a notice to all channels at the same time.
 *
 * Never fails a run: what went wrong is in the result, `telegram: HTTP 400`, without any secret.
 */
export async function sendNotice(
  notice: Notice,
  { telegram, command, env }: NoticeChannels,
): Promise<NoticeResult> {
  const problems = new Map<string, Promise<string | null>>();
  if (telegram !== null) {
    problems.set(
      "telegram",
      sendTelegram(noticeText(notice), { bot: telegram }),
    );
  }
  if (command !== null) {
    problems.set("command", runNotifyCommand(command, { notice, env }));
  }
  const sent: string[] = [];
  const failed: string[] = [];
  for (const [channel, problem] of problems) {
    const words = await problem;
    if (words === null) sent.push(channel);
    else failed.push(`${channel}: ${words}`);
  }
  return { sent, failed };
}

const headings: Readonly<Record<Notice["about"], string>> = {
  waiting: "waits for you",
  blocked: "is blocked",
  done: "is done",
  failed: "failed",
  limit: "has reached a limit",
  budget: "nears its budget",
  stopped: "stopped at a limit of the run",
};

/** A notice as plain text: heading, text, next command. */
export function noticeText({ about, session, text, next }: Notice): string {
  const lines = [`${session} ${headings[about]}`, text];
  if (next !== null) lines.push(next);
  return lines.filter(Boolean).join("\n\n");
}
