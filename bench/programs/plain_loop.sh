#!/bin/sh
# What a loop costs that does nothing but start the provider: plain_loop.sh COUNT PROVIDER PROMPT LOG
count=$1
while [ "$count" -gt 0 ]; do
  "$2" <"$3" >>"$4"
  count=$((count - 1))
done
