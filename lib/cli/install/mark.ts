/**
 * The line by which a file that we put among a person's own is known again.
 *
 * @module
 */

import { sha256 } from "../../system/files.ts";

/** What a file says of its origin. */
export type Mark =
  | {
    readonly kind: "ours";
    /** Of the program that wrote it. */
    readonly version: string;
    /** Whether it is no longer as it was written. */
    readonly changed: boolean;
    /** Without the line. */
    readonly text: string;
  }
  | { readonly kind: "none" };

const LINE =
  /\n<!-- samocode ([0-9A-Za-z.+-]{1,40}) sha256 ([0-9a-f]{64}):[^\n]*-->\s*$/;

/** A text with our line at its end. */
export async function marked(text: string, version: string): Promise<string> {
  const body = ended(text);
  return `${body}\n<!-- samocode ${version} sha256 ${await sha256(body)}: ` +
    "samocode install refreshes this file while nobody changes it -->\n";
}

/** Reads our line; never throws. */
export async function readMark(text: string): Promise<Mark> {
  const found = LINE.exec(text);
  const [, version, hash] = found ?? [];
  if (found === null || version === undefined) return { kind: "none" };
  const body = text.slice(0, found.index);
  return {
    kind: "ours",
    version,
    changed: await sha256(body) !== hash,
    text: body,
  };
}

/** A text as it stands before the line. */
export function ended(text: string): string {
  return `${text.trimEnd()}\n`;
}
