/**
 * Writes the completion scripts of shells from the table of subcommands.
 *
 * @module
 */

import type { Flag, Subcommand } from "../subcommand.ts";
import {
  type Candidates,
  positionalCandidates,
  valueCandidates,
} from "./candidates.ts";

/** Shells that there are scripts for. */
export type Shell = "bash" | "zsh";

/** A whole script; hidden subcommands are left out. */
export function completionScript(
  shell: Shell,
  subcommands: readonly Subcommand[],
): string {
  const shown = subcommands.filter(({ hidden }) => !hidden);
  const head =
    `Completion of samocode, written by: samocode completions ${shell}`;
  return [
    ...(shell === "zsh" ? ["#compdef samocode"] : []),
    `# ${head}`,
    "",
    ...tables(shown),
    SCAN,
    shell === "bash" ? BASH : ZSH,
  ].join("\n");
}

/** Functions that print candidates, one a line; `@files` stands for the shell's own. */
function tables(subcommands: readonly Subcommand[]): readonly string[] {
  const names = [...subcommands.map(({ name }) => name), "help", "version"];
  const perFlag = subcommands.flatMap(({ name, flags }) =>
    flags.filter(({ value }) => value !== undefined)
      .map((flag) => ({ name, flag }))
  );
  return [
    "_samocode_subcommands() {",
    `  ${print([...names, "--help", "--version"])}`,
    "}",
    "",
    "# Whether a flag of a subcommand takes a value.",
    "_samocode_takes() {",
    '  case "$1 $2" in',
    ...perFlag.map(({ name, flag }) =>
      `  ${patterns(name, flag)}) return 0 ;;`
    ),
    "  esac",
    "  return 1",
    "}",
    "",
    "_samocode_values() {",
    '  case "$1 $2" in',
    ...perFlag.flatMap(({ name, flag }) =>
      branch(patterns(name, flag), valueCandidates(flag))
    ),
    "  esac",
    "}",
    "",
    "_samocode_flags() {",
    '  case "$1" in',
    ...subcommands.map(({ name, flags }) =>
      `  ${name}) ${print([...flags.flatMap(flagWords), "--help"])} ;;`
    ),
    "  esac",
    "}",
    "",
    "_samocode_positionals() {",
    '  case "$1 $2" in',
    ...subcommands.flatMap(({ name, positionals }) =>
      positionalCandidates(positionals).flatMap((candidates, at) =>
        branch(`"${name} ${at + 1}"`, candidates)
      )
    ),
    ...branch('"help 1"', { kind: "words", words: names }),
    "  esac",
    "}",
    "",
  ];
}

function patterns(subcommand: string, flag: Flag): string {
  return flagWords(flag).map((word) => `"${subcommand} ${word}"`).join(" | ");
}

function flagWords({ name, short }: Flag): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

function branch(pattern: string, candidates: Candidates): readonly string[] {
  switch (candidates.kind) {
    case "none":
      return [];
    case "files":
      return [`  ${pattern}) ${print(["@files"])} ;;`];
    case "words":
      return [`  ${pattern}) ${print(candidates.words)} ;;`];
    case "sessions": {
      const { words } = candidates;
      const more = words.length === 0 ? "" : `; ${print(words)}`;
      return [`  ${pattern}) _samocode_sessions "$3"${more} ;;`];
    }
  }
}

function print(words: readonly string[]): string {
  return `printf '%s\\n' ${words.join(" ")}`;
}

/** Both shells understand this part. */
const SCAN = `_samocode_sessions() {
  if [ -n "$1" ]; then
    samocode completions --sessions --config "$1" 2>/dev/null
  else
    samocode completions --sessions 2>/dev/null
  fi
}

# Candidates for the word $1 behind the words that follow.
_samocode_candidates() {
  local cur="$1" sub="" at=1 flag="" config="" word=""
  shift
  for word in "$@"; do
    case "$word" in "" | "=") continue ;; esac
    if [ -n "$flag" ]; then
      case "$flag" in -c | --config) config="$word" ;; esac
      flag=""
      continue
    fi
    case "$word" in
    -*)
      # Flags without a subcommand are a run.
      if [ -z "$sub" ]; then sub=run; fi
      if _samocode_takes "$sub" "$word"; then flag="$word"; fi
      ;;
    *)
      if [ -z "$sub" ]; then sub="$word"; else at=$((at + 1)); fi
      ;;
    esac
  done
  if [ -n "$flag" ]; then
    _samocode_values "$sub" "$flag" "$config"
  elif [ -z "$sub" ]; then
    _samocode_subcommands
  else
    case "$cur" in
    -*) _samocode_flags "$sub" ;;
    *) _samocode_positionals "$sub" "$at" "$config" ;;
    esac
  fi
}
`;

const BASH = `_samocode() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" found=""
  if [ "$cur" = "=" ]; then cur=""; fi
  found=$(_samocode_candidates "$cur" "\${COMP_WORDS[@]:1:COMP_CWORD-1}")
  local IFS=$'\\n'
  if [ "$found" = "@files" ]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$found" -- "$cur"))
  fi
}

complete -F _samocode samocode
`;

const ZSH = `_samocode() {
  local -a found
  found=(\${(f)"$(_samocode_candidates "$PREFIX" "\${(@)words[2,CURRENT-1]}")"})
  if [[ "\${found[1]}" = "@files" ]]; then
    _files
  else
    compadd -a found
  fi
}

if [ "\${funcstack[1]}" = "_samocode" ]; then
  _samocode "$@"
else
  compdef _samocode samocode
fi
`;
