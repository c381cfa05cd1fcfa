/**
 * Whether anybody is told when a run needs a person.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { childEnvironment } from "../../system/child_env.ts";
import { sendNotice } from "../../system/notify.ts";
import type { Terminal } from "../../system/terminal.ts";
import { type Line, ok, problem, warning } from "./line.ts";

/** Tells the channels, and with `send` tries them. */
export async function noticeLines(
  { telegram, notifyCommand, envFileNames }: Config,
  { terminal, send }: { readonly terminal: Terminal; readonly send: boolean },
): Promise<readonly Line[]> {
  const channels = [
    ...(telegram === null ? [] : ["telegram"]),
    ...(notifyCommand === null ? [] : ["command"]),
  ];
  if (channels.length === 0) {
    return [
      warning(
        "no notices are configured: nobody is told when a run needs a person",
        "set SAMOCODE_NOTIFY, or TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID, in ~/.config/samocode/.env",
      ),
    ];
  }
  if (!send) return [ok(`notices go to: ${channels.join(", ")}`)];
  const { sent, failed } = await sendNotice({
    about: "waiting",
    session: "samocode doctor --notify",
    text: "A test: this is how a notice arrives",
    next: null,
  }, {
    telegram,
    command: notifyCommand,
    env: childEnvironment(terminal.env, { drop: envFileNames }),
  });
  return [
    ...sent.map((channel) => ok(`a test notice was sent: ${channel}`)),
    ...failed.map((words) =>
      problem(`a test notice was not sent: ${words}`, "mend what it says")
    ),
  ];
}
