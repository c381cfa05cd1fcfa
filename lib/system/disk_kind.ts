/**
 * What kind of disk a folder is on.
 *
 * @module
 */

import { capture } from "./capture.ts";
import { helperEnvironment } from "./child_env.ts";

/** File systems that several machines can use at the same time. */
const SHARED =
  /^(nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|davfs|fuse\.(sshfs|rclone|s3fs|gcsfuse|glusterfs|ceph))$/;

/** Name of the file system of `path`, as the system tells it; `null` when it does not. */
export async function diskKind(path: string): Promise<string | null> {
  const { code, stdout } = await capture("/bin/sh", [
    "-c",
    'exec df -P -T "$1"',
    "df",
    path,
  ], { cwd: "/", env: helperEnvironment(), timeoutMs: 2000 });
  if (code !== 0) return null;
  // Name, kind, blocks, used, available, per cent, place; the name may hold spaces.
  const row = stdout.trim().split("\n").at(-1) ?? "";
  return /\s(\S+)\s+\d+\s+\d+\s+\d+\s+(?:\d+%|-)\s/.exec(row)?.[1] ?? null;
}

/** Whether locks on such a file system may hold on one machine only. */
export function isShared(kind: string): boolean {
  return SHARED.test(kind);
}
