/**
 * Start times of processes: with the pid they name one process for ever.
 *
 * @module
 */

import { capture } from "./capture.ts";
import { helperEnvironment } from "./child_env.ts";

/** Where processes are looked up: the files of `/proc`, or the program `ps`. */
export type ProcessTable = "proc" | "ps";

/** The table of this system. */
export function systemTable(): ProcessTable {
  return Deno.build.os === "linux" ? "proc" : "ps";
}

/**
 * Shell function `began PID TABLE`: prints the start time of a process that lives; fails for a zombie and for none.
 *
 * With `proc`: clock ticks from the system's start to the process's, `@`, the id of that system start; read by the shell itself, without
 * another process. With `ps`: its `lstart`, joined by `_`. Permissions that are short of everything keep us from reading `/proc` ourselves.
 * The name of a process may hold any character, newlines too: what counts follows the last `) `. All variables have names that no child gets
 * to see, since the shell may become the program.
 */
export const beganFunction = `
began() {
  if [ "$2" = proc ]; then
    SAMOCODE_ALL=
    while read -r SAMOCODE_LINE; do
      SAMOCODE_ALL="$SAMOCODE_ALL $SAMOCODE_LINE"
    done 2>/dev/null <"/proc/$1/stat"
    [ -n "$SAMOCODE_ALL" ] || return 1
    set -- \${SAMOCODE_ALL##*") "}
    case $1 in [XxZ]*) return 1 ;; esac
    read -r SAMOCODE_LINE </proc/sys/kernel/random/boot_id || SAMOCODE_LINE=
    echo "\${20}@$SAMOCODE_LINE"
  else
    set -- $(LC_ALL=C TZ=UTC0 ps -o stat= -o lstart= -p "$1")
    case $1 in ""|Z*) return 1 ;; esac
    echo "\${2}_\${3}_\${4}_\${5}_$6"
  fi
} 2>/dev/null
`;

/** Start time of a process, in the form of {@linkcode beganFunction}; `null` when it does not live. */
export async function startTimeOf(
  pid: number,
  table: ProcessTable = systemTable(),
): Promise<string | null> {
  if (!Number.isSafeInteger(pid) || pid < 1) return null;
  const { stdout } = await capture("/bin/sh", [
    "-c",
    `${beganFunction}began "$1" "$2"`,
    "began",
    String(pid),
    table,
  ], { cwd: "/", env: helperEnvironment(), timeoutMs: 10_000 });
  return stdout.trim() || null;
}

/** Whether exactly this process lives: pid and start time, as {@linkcode startTimeOf} told it. */
export async function processAlive(
  pid: number,
  startTime: string,
): Promise<boolean> {
  return startTime !== "" && await startTimeOf(pid) === startTime;
}
