#!/bin/sh
# A provider that never ends by itself: BENCH_MANNERS is "polite" or "deaf". It notes when it began and when it was
# asked to end, in ns since the epoch, and has a child of its own. It says nothing: a conversation would be asked for
# its last words.
[ "$1" = --version ] && echo 1.0.0 && exit
[ "$BENCH_MANNERS" = deaf ] && trap "" INT TERM
sleep 60 &
child=$!
[ "$BENCH_MANNERS" = deaf ] ||
  trap 'date +%s%N >"$BENCH_MARKS/asked"; kill "$child"; exit 143' INT TERM
echo "$$ $child" >"$BENCH_MARKS/pids"
date +%s%N >"$BENCH_MARKS/begun"
while :; do wait "$child" && exit 1; [ "$BENCH_MANNERS" = deaf ] || exit 1; done
