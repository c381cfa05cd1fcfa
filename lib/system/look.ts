/**
 * Finds the living processes of a tree; each look goes over all processes of the machine.
 *
 * @module
 */

import { capture } from "./capture.ts";
import { helperEnvironment } from "./child_env.ts";
import type { ProcessTable } from "./process_table.ts";

/** A living process of a tree. */
export interface Seen {
  readonly pid: number;
  readonly group: number;
}

/** What a tree is known by. */
export interface TreeNames {
  /** Value of `SAMOCODE_RUN` in the environment of its processes. */
  readonly mark: string;
  /** Its process group, the pid of its leader; `null`: unknown. */
  readonly group: number | null;
}

/**
 * A look at one tree; zombies do not count. `null`: it failed, nothing is known.
 *
 * With `group: false` members of the tree's group that carry no mark are left out: the number may mean another group by now.
 */
export type Look = (
  options: { readonly group: boolean },
) => Promise<readonly Seen[] | null>;

/** Makes the look at a tree, by the means of the system. */
export function lookAt(names: TreeNames, table: ProcessTable): Look {
  return table === "proc" ? lookByMark(names) : lookByParents(names);
}

/**
 * A process is missed when it ends between the listing and its turn, after it has passed its life on to a child that is not listed. So a pass that
 * finds nothing counts only when no process is listed that was not there in the pass before; on a machine that is never quiet, ten passes do.
 */
const markScript = `
cd /proc && [ -r self/stat ] && command -v grep >/dev/null || exit 9
mark=$1 group=$2 before= passes=0
none_is_new() {
  [ "$now" = "$before" ] && return 0
  for one in $now; do
    case $before in *" $one "*) ;; *) return 1 ;; esac
  done
}
while [ "$passes" -lt 10 ]; do
  set -- [0-9]*/environ
  now=" $* "
  found=$(grep -lsF "SAMOCODE_RUN=$mark" "$@")
  [ -n "$found" ] && break
  [ "$passes" -gt 0 ] && none_is_new && break
  before=$now passes=$((passes + 1))
done
[ -z "$group" ] ||
  found="$found $(grep -lsE "\\) [^XxZ] [0-9]+ $group " [0-9]*/stat)"
for file in $found; do
  all=
  while read -r line; do all="$all $line"; done <"\${file%/*}/stat"
  set -- \${all##*") "}
  echo "\${file%/*} $3"
done
exit 0
`;

function lookByMark({ mark, group }: TreeNames): Look {
  return async (options) => {
    const also = options.group && group !== null ? String(group) : "";
    const stdout = await ask(markScript, [mark, also]);
    if (stdout === null) return null;
    const seen = new Map<number, number>();
    for (const row of stdout.split("\n")) {
      const [pid, its] = row.split(" ").map(Number);
      if (pid) seen.set(pid, its ?? 0);
    }
    return [...seen].map(([pid, group]) => ({ pid, group }));
  };
}

/**
 * Without `/proc` nobody tells the environment of a process: the tree is the group, everything that has a parent in it, and whatever an earlier
 * look found, as long as pid, start and group are the same.
 */
function lookByParents({ group: leader }: TreeNames): Look {
  let known = new Set<string>();
  return async (options) => {
    const rows = await processes();
    if (rows === null) return null;
    const members = new Map<number, PsRow>();
    const belongs = (row: PsRow) =>
      !members.has(row.pid) &&
      (known.has(row.key) || members.has(row.parent) ||
        (options.group && leader !== null && row.group === leader));
    for (let found = rows.filter(belongs); found.length > 0;) {
      for (const row of found) members.set(row.pid, row);
      found = rows.filter(belongs);
    }
    known = new Set([...members.values()].map((row) => row.key));
    return [...members.values()];
  };
}

interface PsRow extends Seen {
  readonly parent: number;
  /** Names the process for ever. */
  readonly key: string;
}

/** One `-o` per column: in a list only the last may have an empty heading on every system. */
const columns = ["pid=", "ppid=", "pgid=", "stat=", "lstart="];

async function processes(): Promise<readonly PsRow[] | null> {
  const args = ["-A", ...columns.flatMap((column) => ["-o", column])];
  const stdout = await ask('exec ps "$@"', args);
  if (stdout === null) return null;
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, group, stat, ...start] = line.trim().split(/\s+/);
    if (!pid || !stat || stat.startsWith("Z")) return [];
    return [{
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      key: [pid, group, ...start].join(" "),
    }];
  });
}

/** Output of a script; `null` when it failed, or could not even be started. */
async function ask(
  script: string,
  args: readonly string[],
): Promise<string | null> {
  try {
    const { code, stdout } = await capture(
      "/bin/sh",
      ["-c", script, "look", ...args],
      { cwd: "/", env: helperEnvironment(), timeoutMs: 10_000 },
    );
    return code === 0 ? stdout : null;
  } catch (error) {
    // Too many processes: whoever wants to end some must not fail of it.
    if (error instanceof Error) return null;
    throw error;
  }
}
