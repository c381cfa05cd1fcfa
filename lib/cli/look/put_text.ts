/**
 * Puts a long text where it is read best.
 *
 * @module
 */

import { page } from "../../system/pager.ts";
import type { Terminal } from "../../system/terminal.ts";
import { printable } from "../../workflow/printable.ts";

/**
 * Prints a text; on a terminal without its control characters, and through the pager.
 *
 * @param paint Colours a line, where the terminal has colours.
 */
export async function putText(
  text: string,
  terminal: Terminal,
  paint: (line: string) => string = (line) => line,
): Promise<void> {
  const whole = text.replace(/\n+$/, "");
  if (!terminal.isTerminal) return terminal.out(whole);
  const plain = printable(whole);
  const shown = terminal.color
    ? plain.split("\n").map(paint).join("\n")
    : plain;
  if (!await page(`${shown}\n`, terminal)) terminal.out(shown);
}
