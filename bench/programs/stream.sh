#!/bin/sh
# A provider that writes much: BENCH_STAGES is a list of COUNT:FILE, each file is written so often; after each stage
# it stays silent for BENCH_PAUSE seconds and leaves a mark in BENCH_MARKS.
[ "$1" = --version ] && echo 1.0.0 && exit
while IFS= read -r line; do
  case $line in
  "**Session path:** "*) session=${line#"**Session path:** "} ;;
  "**Signal token:** "*) token=${line#"**Signal token:** "} ;;
  esac
done
echo '{"type":"system","subtype":"init","session_id":"x","model":"m"}'
stage=0
for one in $BENCH_STAGES; do
  count=${one%%:*}
  file=${one#*:}
  while [ "$count" -gt 0 ]; do
    cat "$file"
    count=$((count - 1))
  done
  stage=$((stage + 1))
  [ "$BENCH_PAUSE" = 0 ] || sleep "$BENCH_PAUSE"
  : >"$BENCH_MARKS/$stage"
done
printf '{"status":"continue","token":"%s"}' "$token" >"$session/_signal.json"
echo '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"total_cost_usd":0.01,"usage":{"input_tokens":1,"output_tokens":1},"session_id":"x"}'
