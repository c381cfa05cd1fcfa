/**
 * What the guard does, as a shell script: no other program is sure to be there, and it must be small.
 *
 * @module
 */

import { beganFunction } from "./process_table.ts";

/**
 * Processes of the held trees, one `PID GROUP` a line.
 *
 * By mark where `/proc` tells environments; else by group and parents, and what an earlier look found. A group counts only where its leader is
 * ours: alive with the start time that we were told, or gone since we saw it so.
 */
const family = `
ours() {
  now=$(began "$1" "$table")
  [ -z "$now" ] || [ "$now" = "$2" ]
}
family() {
  leaders=
  for tree in $sure; do
    rest=\${tree#*:}
    ours "\${rest%%:*}" "\${rest#*:}" && leaders="$leaders \${rest%%:*}"
  done
  if [ "$table" = proc ]; then
    cd /proc || return
    for file in $(
      for tree in $held; do
        grep -lsF "SAMOCODE_RUN=\${tree%%:*}" [0-9]*/environ
      done
      for leader in $leaders; do
        grep -lsE "\\) [^XxZ] [0-9]+ $leader " [0-9]*/stat
      done
    ); do
      all=
      while read -r line; do all="$all $line"; done <"\${file%/*}/stat"
      set -- \${all##*") "}
      [ -n "$3" ] && echo "\${file%/*} $3"
    done
  else
    ps -A -o pid= -o ppid= -o pgid= -o stat= |
      awk -v leaders="$leaders" -v known="$(echo $known)" '
        BEGIN {
          n = split(leaders, list, " ")
          for (i = 1; i <= n; i++) ours[list[i]] = 1
          n = split(known, list, " ")
          for (i = 1; i < n; i += 2) before[list[i] " " list[i + 1]] = 1
        }
        $4 !~ /^Z/ { parent[$1] = $2; group[$1] = $3 }
        END {
          do {
            more = 0
            for (pid in parent) {
              if (pid in member) continue
              if ((group[pid] in ours) || (parent[pid] in member) ||
                ((pid " " group[pid]) in before)) {
                member[pid] = 1
                more = 1
              }
            }
          } while (more)
          for (pid in member) print pid, group[pid]
        }'
  fi
}
`;

/**
 * Reads `hold MARK PID START` and `free MARK` lines until its standard input ends, then ends what is still held.
 *
 * Arguments: tenths of a second between TERM and KILL, and the process table. Signals reach groups, not processes: a process that forks and
 * exits is always a step ahead of a signal to itself. No `--` before the group: some shells do not know it there.
 */
export const guardScript = `
trap "" HUP INT TERM QUIT
tenths=$1 table=$2 held= sure= known=
${beganFunction}${family}
while read -r verb mark pid start; do
  kept=
  for tree in $held; do
    case $tree in "$mark":*) ;; *) kept="$kept $tree" ;; esac
  done
  held=$kept
  [ "$verb" = hold ] && held="$held $mark:$pid:$start"
done
[ -n "$held" ] || exit 0
for tree in $held; do
  rest=\${tree#*:}
  [ "$(began "\${rest%%:*}" "$table")" = "\${rest#*:}" ] && sure="$sure $tree"
done
each() {
  signal=$1 told=" "
  shift
  while [ $# -gt 1 ]; do
    case $told in
      *" $2 "*) ;;
      *) [ "$2" -gt 1 ] && kill "-$signal" "-$2" && kill -CONT "-$2" ;;
    esac
    told="$told$2 "
    [ "$signal" = KILL ] && kill -KILL "$1"
    shift 2
  done
}
known=$(family)
each TERM $known
left=$tenths
while [ "$left" -gt 0 ] && [ -n "$known" ]; do
  sleep 0.1
  left=$((left - 1))
  known=$(family)
done
rounds=200 clean=0
while [ "$rounds" -gt 0 ] && [ "$clean" -lt 5 ]; do
  known=$(family)
  each KILL $known
  if [ -n "$known" ]; then clean=0; else clean=$((clean + 1)); fi
  rounds=$((rounds - 1))
  sleep 0.02
done
`;
