#!/bin/sh
# A provider that costs next to nothing: the shell's own words only, no other program.
[ "$1" = --version ] && echo 1.0.0 && exit
while IFS= read -r line; do
  case $line in
  "**Session path:** "*) session=${line#"**Session path:** "} ;;
  "**Signal token:** "*) token=${line#"**Signal token:** "} ;;
  esac
done
echo '{"type":"system","subtype":"init","session_id":"x","model":"m"}'
printf '{"status":"continue","token":"%s"}' "$token" >"$session/_signal.json"
echo '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"total_cost_usd":0.01,"usage":{"input_tokens":1,"output_tokens":1},"session_id":"x"}'
