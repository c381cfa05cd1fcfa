// What skills, commands, workflows and the page for those who come from Python say about the program, against the program.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { basename } from "@std/path";
import { parseCall } from "../lib/cli/arguments.ts";
import { positionalCandidates } from "../lib/cli/completions/candidates.ts";
import { subcommands } from "../lib/cli/subcommands.ts";
import { UsageError } from "../lib/errors.ts";
import { sessionPaths } from "../lib/session/paths.ts";
import { ARCHIVE } from "../lib/session/resolve.ts";

const root = new URL("../", import.meta.url);

interface Text {
  readonly path: string;
  readonly text: string;
}

const texts: readonly Text[] = [
  ...names("skills").map((name) => `skills/${name}/SKILL.md`),
  ...names("commands").map((name) => `commands/${name}`),
  "workflow.md",
  "workflow.quick.md",
  "docs/from-python.md",
].map((path) => ({
  path,
  text: Deno.readTextFileSync(new URL(path, root)),
}));

function names(folder: string): readonly string[] {
  return [...Deno.readDirSync(new URL(folder, root))].map(({ name }) => name);
}

/** Inline code, with line breaks as spaces, and the lines of code blocks. */
function codeOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^ *```\w*\n([^]*?)^ *```$/gm)]
    .flatMap(([, body = ""]) => body.split("\n").map((line) => line.trim()));
  const prose = text.replaceAll(/^ *```[^]*?^ *```$/gm, "");
  const inline = [...prose.matchAll(/`([^`]+)`/g)]
    .map(([, code = ""]) => code.replaceAll(/\s+/g, " "));
  return [...blocks, ...inline];
}

/** Words of a command line; what is in quotes is one. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
    .map(([, double, single, plain]) => double ?? single ?? plain ?? "");
}

/** Why a command line cannot be typed; `null`: it can. */
function wrong(line: string): string | null {
  const [, name = "", ...rest] = wordsOf(line);
  if (["--version", "help", "--help"].includes(name)) return null;
  const subcommand = subcommands.find((one) =>
    one.name === name && !one.hidden
  );
  if (subcommand === undefined) return `there is no "${name}"`;
  const words = rest.filter((word) => word !== "…");
  const { positionals } = parseCall(subcommand, words);
  const candidates = positionalCandidates(subcommand.positionals);
  for (const [at, word] of positionals.entries()) {
    const here = candidates[at];
    const fixed = here?.kind === "words" && !/^[A-Z]+$/.test(word);
    if (fixed && !word.split("|").every((one) => here.words.includes(one))) {
      return `"${word}" is none of: ${here.words.join(", ")}`;
    }
  }
  return null;
}

Deno.test("wrong() finds subcommands, flags and words that there are none of", () => {
  assertEquals(wrong("samocode wait SESSION --since 41"), null);
  assertEquals(wrong('samocode reject SESSION "not this"'), null);
  assert(wrong("samocode fly") !== null);
  assert(wrong("samocode session bury X") !== null);
  assertThrows(() => wrong("samocode wait SESSION --cursor 41"), UsageError);
});

Deno.test("every command line in skills, commands and workflows can be typed", () => {
  let count = 0;
  for (const { path, text } of texts) {
    const lines = codeOf(text).filter((code) => /^samocode [a-z-]/.test(code));
    for (const line of lines) {
      count++;
      assertEquals(wrong(line), null, `${path}: ${line}`);
    }
  }
  assert(count > 30, `${count} command lines`);
});

Deno.test("every subcommand that a skill may call without being asked is there", () => {
  for (const { path, text } of texts) {
    for (const [, name] of text.matchAll(/Bash\(samocode ([\w-]+):\*\)/g)) {
      const subcommand = subcommands.find((one) => one.name === name);
      assert(subcommand !== undefined, `${path}: ${name}`);
      assert(!subcommand.personOnly, `${path}: ${name} is a person's`);
    }
  }
});

Deno.test("every file of the host that is named is one", () => {
  const { folder: _, ...paths } = sessionPaths("/s");
  const known = [...Object.values(paths).map((path) => basename(path))]
    .concat(ARCHIVE, "_*", "_*.lock");
  for (const { path, text } of texts) {
    for (const code of codeOf(text)) {
      if (!/^_[\w.*-]+\/?$/.test(code)) continue;
      const name = code.replace(/\/$|\.tmp$/, "");
      // The word for an answer that is not there yet.
      if (name === "_waiting_") continue;
      assert(known.includes(name), `${path}: ${name}`);
    }
  }
});

Deno.test("every skill that is referred to is there", () => {
  for (const { path, text } of texts) {
    for (const [, name] of text.matchAll(/\bskill\s+`([\w-]+)`/g)) {
      assert(names("skills").includes(name!), `${path}: ${name}`);
    }
  }
});
