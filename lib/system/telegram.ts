/**
 * Sends a message with a Telegram bot.
 *
 * @module
 */

/** A bot and whom it writes to. */
export interface TelegramBot {
  readonly token: string;
  readonly chatId: string;
  /** Base address of the API, without a trailing slash. */
  readonly api: string;
}

/** Longest message that Telegram takes, in UTF-16 units. */
const maxUnits = 4096;

/**
 * Sends plain text; what is too long is cut. Tries once more, at once, when the server was not reached, did not answer in time, or could not.
 *
 * Never throws, and never tells the token.
 *
 * @returns `null` when it was sent, else why not.
 */
export async function sendTelegram(
  text: string,
  { bot, timeoutMs = 5000 }: {
    readonly bot: TelegramBot;
    readonly timeoutMs?: number;
  },
): Promise<string | null> {
  const first = await post(text, { bot, timeoutMs });
  if (first === null || !first.again) return first?.problem ?? null;
  return (await post(text, { bot, timeoutMs }))?.problem ?? null;
}

/**
 * Cuts text to a number of UTF-16 units, with `…` at the end and no half character.
 *
 * @example
 * ```ts
 * import { cutText } from "./telegram.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cutText("abcdef", 4), "abc…");
 * ```
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 2);
  const half = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, most - (half ? 2 : 1))}…`;
}

interface Failure {
  readonly problem: string;
  readonly again: boolean;
}

async function post(
  text: string,
  { bot, timeoutMs }: { readonly bot: TelegramBot; readonly timeoutMs: number },
): Promise<Failure | null> {
  try {
    const response = await fetch(`${bot.api}/bot${bot.token}/sendMessage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        chat_id: bot.chatId,
        text: cutText(text, maxUnits),
      }),
      // The token is part of the address and goes to no other server.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const words = await description(response);
    if (response.ok) return null;
    const { status } = response;
    return {
      problem: `HTTP ${status}${words}`.replaceAll(bot.token, "…"),
      again: status >= 500 || status === 429,
    };
  } catch (error) {
    // The words of these errors hold the address, and with it the token.
    if (error instanceof DOMException && error.name === "TimeoutError") {
      return { problem: `no answer within ${timeoutMs / 1000} s`, again: true };
    }
    if (error instanceof Error) {
      return { problem: "not reached", again: error instanceof TypeError };
    }
    throw error;
  }
}

/** What the server says about an error, at most 200 characters; it is in the first piece of the answer. */
async function description({ ok, body }: Response): Promise<string> {
  const reader = body?.getReader();
  const first = ok ? undefined : (await reader?.read())?.value;
  await reader?.cancel();
  const text = new TextDecoder().decode(first);
  const words = /"description"\s*:\s*"([^"\\]*)"/.exec(text)?.[1];
  return words ? `: ${words.slice(0, 200)}` : "";
}
