/**
 * Free space on a disk.
 *
 * @module
 */

import { capture } from "./capture.ts";
import { helperEnvironment } from "./child_env.ts";
import type { Clock } from "./clock.ts";

/** So much is not used up within a minute by accident. */
const plentyBytes = 4 * 2 ** 30;
const minuteMs = 60_000;

/** Bytes that we may still write on the file system of `path`; `null` when nobody can tell. */
export async function freeBytes(path: string): Promise<number | null> {
  const { stdout } = await capture("/bin/sh", [
    "-c",
    'exec df -P -k "$1"',
    "df",
    path,
  ], { cwd: "/", env: helperEnvironment(), timeoutMs: 5000 });
  // Name, blocks, used, available, per cent, place; the name may hold spaces.
  const row = stdout.trim().split("\n").at(-1) ?? "";
  const blocks = /\s(\d+)\s+\d+\s+(\d+)\s+\d+%\s/.exec(row)?.[2];
  return blocks === undefined ? null : Number(blocks) * 1024;
}

/** Makes a reader that asks once a minute while there is plenty, and each time when there is not. */
export function createFreeBytesReader(
  path: string,
  clock: Clock,
): () => Promise<number | null> {
  let plenty: { readonly bytes: number; readonly untilMs: number } | null =
    null;
  return async () => {
    if (plenty !== null && clock.steady() < plenty.untilMs) return plenty.bytes;
    const bytes = await freeBytes(path);
    plenty = bytes !== null && bytes >= plentyBytes
      ? { bytes, untilMs: clock.steady() + minuteMs }
      : null;
    return bytes;
  };
}
