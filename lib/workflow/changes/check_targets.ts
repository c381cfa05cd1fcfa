/**
 * What the check commands of a project run: files, and scripts of other files.
 *
 * @module
 */

import { commandWords, flagValue, pathBelow, type Words } from "./commands.ts";
import {
  CONFIG_FLAG,
  LOOKERS,
  NPM_OWN,
  SHELLS,
  unwrapped,
} from "./programs.ts";
import {
  SCRIPT_FILES,
  type ScriptFile,
  scriptFileKind,
  scriptText,
} from "./script_files.ts";

/** A check command by its name. */
export interface Check {
  readonly name: string;
  readonly command: string;
}

/** A script of a file that a check calls. */
export interface CalledScript {
  /** Path of the file. */
  readonly file: string;
  readonly kind: ScriptFile;
  /** Empty: the first target of a makefile. */
  readonly name: string;
}

/** What checks run. */
export interface CheckTargets {
  /** Words that may be paths; relative to the top of the repository. */
  readonly files: ReadonlySet<string>;
  readonly scripts: readonly CalledScript[];
}

/** Paths of files that may hold scripts of these checks; some of them may not be there. */
export function scriptPaths(checks: readonly Check[]): readonly string[] {
  const found = new Set<string>();
  walk(checks, {
    textOf: () => undefined,
    onFile: () => {},
    onScript: ({ file }) => found.add(file),
  });
  return [...found];
}

/** Finds what the checks run; `texts` are those of the {@linkcode scriptPaths} that are there. */
export function checkTargets(
  checks: readonly Check[],
  texts: ReadonlyMap<string, string>,
): CheckTargets {
  const files = new Set<string>();
  const scripts = new Map<string, CalledScript>();
  walk(checks, {
    textOf: (path) => texts.get(path),
    onFile: (path) => files.add(path),
    onScript: (script) => scripts.set(`${script.file}\n${script.name}`, script),
  });
  return { files, scripts: [...scripts.values()] };
}

interface Walk {
  readonly textOf: (path: string) => string | undefined;
  readonly onFile: (path: string) => void;
  readonly onScript: (script: CalledScript) => void;
}

function walk(checks: readonly Check[], visit: Walk): void {
  const seen = new Set<string>();
  for (const { command } of checks) {
    line(command, { folder: "", visit, seen });
  }
}

interface Place {
  /** Where the command is run, relative to the top; empty: at the top. */
  readonly folder: string;
  readonly visit: Walk;
  /** Scripts that were gone through: they may call each other in a circle. */
  readonly seen: Set<string>;
}

function line(command: string, place: Place): void {
  let { folder } = place;
  for (const words of commandWords(command)) {
    if (words[0] === "cd" && words[1] !== undefined) {
      folder = pathBelow(folder, words[1]);
    } else simple(words, { ...place, folder });
  }
}

/** One simple command. */
function simple(all: Words, place: Place): void {
  const words = unwrapped(all);
  const [program = "", ...rest] = words;
  const name = program.slice(program.lastIndexOf("/") + 1);
  const args = rest.filter((word) => !word.startsWith("-"));
  if (program.includes("/")) path(program, place);
  if (SHELLS.test(name)) {
    const at = rest.findIndex((word) => /^-\w*c$/.test(word));
    if (at >= 0 && rest[at + 1] !== undefined) line(rest[at + 1]!, place);
    else if (args[0] !== undefined) path(args[0], place);
  } else if (/^(npm|pnpm|yarn|bun)$/.test(name)) {
    const folder = flagValue(rest, /^(--prefix|-C|--cwd|--dir)$/) ?? "";
    const word = args.filter((arg) => arg !== folder);
    const script = /^(run|run-script)$/.test(word[0] ?? "") ? word[1] : word[0];
    if (script === undefined || NPM_OWN.test(script)) return;
    const called = /^(t|tst)$/.test(script) ? "test" : script;
    scripts("npm", { name: called, place: below(place, folder) });
    if (name === "bun") names(rest, place);
  } else if (name === "deno" && args[0] === "task") {
    const folder = flagValue(rest, /^--cwd$/) ?? "";
    const script = args.slice(1).find((arg) => arg !== folder);
    if (script === undefined) return;
    scripts("deno", { name: script, place: below(place, folder) });
  } else if (
    name === "deno" && /^(lint|fmt|check|info|doc)$/.test(args[0] ?? "")
  ) {
    configs(rest, place);
  } else if (/^g?make$/.test(name)) {
    const folder = flagValue(rest, /^(-C|--directory)$/) ?? "";
    const file = flagValue(rest, /^(-f|--file|--makefile)$/);
    const targets = args.filter((arg) =>
      arg !== folder && arg !== file && !arg.includes("=")
    );
    const there = below(place, folder);
    for (const target of targets.length === 0 ? [""] : targets) {
      scripts("make", {
        name: target,
        place: there,
        ...(file === undefined ? {} : { file }),
      });
    }
  } else if (LOOKERS.test(name)) configs(rest, place);
  else if (/^python[\d.]*$/.test(name) && /^-m$/.test(rest[0] ?? "")) {
    simple(rest.slice(1), place);
  } else names(rest, place);
}

function below(place: Place, folder: string): Place {
  return { ...place, folder: pathBelow(place.folder, folder) };
}

function scripts(
  kind: ScriptFile,
  { name, place, file }: {
    readonly name: string;
    readonly place: Place;
    readonly file?: string;
  },
): void {
  const { visit, folder, seen } = place;
  const paths = (file === undefined ? SCRIPT_FILES[kind] : [file])
    .map((one) => pathBelow(folder, one));
  for (const path of paths) {
    // A task may stand in a file of another kind.
    const script = { kind: scriptFileKind(path) ?? kind, name };
    visit.onScript({ file: path, ...script });
    const text = visit.textOf(path);
    const its = text === undefined ? null : scriptText(text, script);
    if (its === null) continue;
    const key = `${path}\n${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const one of its.split("\n")) {
      // The prefixes of a makefile.
      line(one.replace(/^\s*[@+-]+/, ""), place);
    }
    return;
  }
}

/** Words that look like paths, values of flags among them. */
function names(words: Words, place: Place): void {
  for (const word of words) {
    const value = word.startsWith("-") ? word.split("=", 2)[1] : word;
    if (value !== undefined && /[./]/.test(value)) path(value, place);
  }
}

/** Only files that say how to look. */
function configs(words: Words, place: Place): void {
  for (const [i, word] of words.entries()) {
    const [flag = "", value] = word.split("=", 2);
    if (CONFIG_FLAG.test(flag)) path(value ?? words[i + 1] ?? "", place);
  }
}

function path(word: string, { folder, visit }: Place): void {
  if (word === "" || word.startsWith("/") || /[$*?`<>]/.test(word)) return;
  visit.onFile(pathBelow(folder, word));
}
