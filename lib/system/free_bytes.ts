/**
 * Free space on a disk.
 *
 * @module
 */

import { capture } from "./capture.ts";
import { helperEnvironment } from "./child_env.ts";

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
