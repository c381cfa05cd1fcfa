/**
 * Flags that take a whole number.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { type Call, text } from "./subcommand.ts";

/** The number of a flag; `undefined` when it was not given. @throws {UsageError} for anything but digits. */
export function countFlag(call: Call, name: string): number | undefined {
  const value = text(call, name);
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(
    `Cannot use "--${name} ${value}": it is not a whole number`,
  );
}
