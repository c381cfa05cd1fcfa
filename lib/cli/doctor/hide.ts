/**
 * Takes values out of configuration that is shown to others.
 *
 * @module
 */

import { parse } from "@std/dotenv";
import type { Config } from "../../config/config.ts";

const HIDDEN = "***";

/** The resolved configuration as JSON: where every value came from, and no secret. */
export function shownConfig(config: Config): string {
  const { telegram, notifyCommand, secrets, ...rest } = config;
  const shown = {
    ...rest,
    telegram: telegram === null ? null : HIDDEN,
    // Commands of this kind often carry an address that is a password.
    notifyCommand: notifyCommand === null ? null : HIDDEN,
    secrets: secrets.length,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/**
 * The names in a `.env`, each with `***` for its value.
 *
 * @example
 * ```ts
 * import { envNames } from "./hide.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(envNames('A="one\ntwo = three"\nB=2\n'), "A=***\nB=***\n");
 * ```
 */
export function envNames(text: string): string {
  return Object.keys(parse(text)).map((name) => `${name}=${HIDDEN}\n`).join("");
}

/**
 * The text of a settings file with `***` for values whose names sound secret.
 *
 * @example
 * ```ts
 * import { hideValues } from "./hide.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   hideValues("# my bot\nBOT_TOKEN=1:a\nMAX_USD=5\n"),
 *   "# my bot\nBOT_TOKEN=***\nMAX_USD=5\n",
 * );
 * ```
 */
export function hideValues(text: string): string {
  return text.replaceAll(
    /^(\s*(?:export\s+)?[\w.-]*(?:token|key|secret|password|notify)\w*\s*[=:][ \t]*)\S.*$/gim,
    `$1${HIDDEN}`,
  );
}
