/**
 * Finds the living processes of a tree; each look goes over all processes of the machine.
 *
 * @module
 */

import { type Aide, createAide } from "./aide.ts";
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

/** Makes the aide that looks. */
export function createLooker(): Aide {
  return createAide({ env: helperEnvironment, functions: byMark });
}

/** Makes the look at a tree, by the means of the system; `looker` comes from {@linkcode createLooker}. */
export function lookAt(
  names: TreeNames,
  { table, looker }: { readonly table: ProcessTable; readonly looker: Aide },
): Look {
  return table === "proc"
    ? lookByMark(names, looker)
    : lookByParents(names, looker);
}

/**
 * Shell function `by_mark MARK GROUP`.
 *
 * A process is missed when it ends between the listing and its turn, after it has passed its life on to a child that is not listed, and its
 * environment is empty for a moment while it becomes another program. So all that are listed are looked at twice, and that nothing was found counts
 * only when no process is there afterwards that was never looked at; on a machine that is never quiet, ten passes do.
 */
const byMark = `
by_mark() {
  cd /proc && [ -r self/stat ] && command -v grep >/dev/null || return 9
  mark=$1 group=$2 seen=" " passes=0
  while [ "$passes" -lt 10 ]; do
    set -- [0-9]*/environ
    [ " $* " != "$seen" ] || break
    fresh=
    for one in "$@"; do
      case $seen in *" $one "*) ;; *) fresh="$fresh$one " ;; esac
    done
    [ -n "$fresh" ] || break
    found=$(exec grep -lsF "SAMOCODE_RUN=$mark" $fresh $fresh)
    [ -z "$found" ] || break
    seen=$seen$fresh passes=$((passes + 1))
  done
  [ -z "$group" ] ||
    found="$found $(exec grep -lsE "\\) [^XxZ] [0-9]+ $group " [0-9]*/stat)"
  for file in $found; do
    all=
    while read -r line; do all="$all $line"; done <"\${file%/*}/stat"
    set -- \${all##*") "}
    echo "\${file%/*} $3"
  done
  return 0
}
`;

function lookByMark({ mark, group }: TreeNames, looker: Aide): Look {
  return async (options) => {
    const also = options.group && group !== null ? String(group) : "''";
    const stdout = await ask(looker, {
      command: `by_mark ${mark} ${also}`,
      inPlace: true,
    });
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
function lookByParents(
  { group: leader }: TreeNames,
  looker: Aide,
): Look {
  let known = new Set<string>();
  return async (options) => {
    const rows = await processes(looker);
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

async function processes(looker: Aide): Promise<readonly PsRow[] | null> {
  const words = columns.map((column) => `-o ${column}`).join(" ");
  const stdout = await ask(looker, { command: `exec ps -A ${words}` });
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

/** Output of a command; `null` when it failed, or could not even be started. */
async function ask(
  looker: Aide,
  { command, inPlace = false }: {
    readonly command: string;
    readonly inPlace?: boolean;
  },
): Promise<string | null> {
  try {
    const answer = await looker.run(command, { timeoutMs: 10_000, inPlace });
    return answer?.code === 0 ? answer.stdout : null;
  } catch (error) {
    // Too many processes: whoever wants to end some must not fail of it.
    if (error instanceof Error) return null;
    throw error;
  }
}
