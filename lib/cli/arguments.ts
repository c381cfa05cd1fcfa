/**
 * From words on the command line to the flags and positionals of a subcommand.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { UsageError } from "../errors.ts";
import { nearNames } from "../workflow/names.ts";
import type { Call, Flag, Subcommand } from "./subcommand.ts";

/**
 * Parses the words after the name of a subcommand.
 *
 * @throws {UsageError} for an unknown flag, a flag without its value, a switch with one, too many words: all at once.
 */
export function parseCall(
  subcommand: Subcommand,
  given: readonly string[],
): Call {
  const { flags, name } = subcommand;
  const words = withValues(given, flags);
  const problems: string[] = [];
  const parsed = parseArgs(words, {
    string: ["_", ...flags.filter(hasValue).map((f) => f.name)],
    boolean: flags.filter((f) => !hasValue(f)).map((f) => f.name),
    alias: Object.fromEntries(
      flags.flatMap((f) => f.short === undefined ? [] : [[f.short, f.name]]),
    ),
    unknown: (arg, key) => {
      if (key === undefined) return true;
      problems.push(unknownFlag(arg, flags));
      return false;
    },
  });
  // The names of the flags are data here, so no type can know them.
  const values = parsed as unknown as Readonly<Record<string, unknown>>;
  const result: Record<string, string | boolean> = {};
  for (const flag of flags) {
    const value = values[flag.name];
    if (!isGiven(flag, words)) continue;
    if (!hasValue(flag)) result[flag.name] = value === true;
    else if (typeof value === "string" && value !== "") {
      result[flag.name] = value;
    } else {
      problems.push(`"--${flag.name}" needs a value: ${flag.value}`);
    }
  }
  const positionals = parsed._.map(String);
  if (positionals.length > subcommand.maxPositionals) {
    const extra = positionals.slice(subcommand.maxPositionals);
    problems.push(`Too many words: ${extra.map((w) => `"${w}"`).join(", ")}`);
  }
  if (problems.length > 0) {
    throw new UsageError(
      problems.length === 1
        ? `Cannot run "samocode ${name}": ${lowerFirst(problems[0]!)}`
        : `Cannot run "samocode ${name}": ${problems.length} problems`,
      {
        hint: `samocode ${name} --help`,
        ...(problems.length === 1 ? {} : { details: problems }),
      },
    );
  }
  return { flags: result, positionals };
}

function hasValue(flag: Flag): boolean {
  return flag.value !== undefined;
}

/** Joins flags and their values: one may begin with a dash, as `-` or the text of a task does. */
function withValues(
  words: readonly string[],
  flags: readonly Flag[],
): readonly string[] {
  const result: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--") return [...result, ...words.slice(at)];
    const flag = flags.find((f) =>
      hasValue(f) && (word === `--${f.name}` || word === `-${f.short}`)
    );
    const next = words[at + 1];
    if (flag === undefined || next === undefined || isLikeFlag(next)) {
      result.push(word);
    } else {
      result.push(`--${flag.name}=${next}`);
      at++;
    }
  }
  return result;
}

function isLikeFlag(word: string): boolean {
  return word === "--" || /^--?[A-Za-z]\S*$/.test(word);
}

/** Whether a flag stands among the words, in its long or short form, before a `--`. */
function isGiven(flag: Flag, words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end < 0 ? words : words.slice(0, end)).some((word) =>
    word === `--${flag.name}` || word.startsWith(`--${flag.name}=`) ||
    flag.short !== undefined && /^-[A-Za-z]/.test(word) &&
      word.split("=")[0]!.slice(1).includes(flag.short)
  );
}

function unknownFlag(arg: string, flags: readonly Flag[]): string {
  const bare = arg.replace(/=.*$/s, "");
  const [near] = nearNames(bare, flags.map((f) => `--${f.name}`));
  return `There is no flag "${bare}"${
    near === undefined ? "" : `, perhaps "${near}"`
  }`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
