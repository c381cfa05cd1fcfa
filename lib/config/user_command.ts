/**
 * Reads how a person describes a program that samocode does not know.
 *
 * @module
 */

import { type CommandDescription, PLACEHOLDERS } from "../provider/command.ts";
import type { CommandFields } from "../provider/command_fields.ts";
import type { YamlNode, YamlReader } from "./yaml_reader.ts";

const KEYS = ["args", "prompt", "events", "polite", "fields"];
const FIELDS = [
  "text",
  "tool",
  "target",
  "conversation",
  "model",
  "result",
  "error",
  "message",
  "cost",
] as const;
const TOKENS = ["input", "output", "cache_read", "cache_write"] as const;

/** Reads the mapping `command` of a provider; `null` when there is none. */
export function readUserCommand(
  node: YamlNode,
  reader: YamlReader,
): CommandDescription | null {
  const command = reader.child(node, "command");
  if (command === null) return null;
  reader.expectKeys(command, KEYS);
  const args = reader.wordGroups(command, "args") ?? [];
  const prompt = choice(command, reader, {
    key: "prompt",
    words: ["stdin", "file"],
  });
  const events = choice(command, reader, {
    key: "events",
    words: ["none", "jsonl"],
  });
  const polite = choice(command, reader, {
    key: "polite",
    words: ["SIGTERM", "SIGINT"],
  });
  const fields = readFields(command, reader);
  checkWords(command, { reader, args, prompt });
  if (fields !== null && events === "none") {
    reader.problem([...command.path, "fields"], 'needs "events: jsonl"');
  }
  return {
    args,
    prompt,
    polite,
    fields: events === "jsonl" ? fields ?? nowhere : null,
  };
}

/** One of some words; the first is taken where none is written. */
function choice<W extends string>(
  node: YamlNode,
  reader: YamlReader,
  { key, words }: {
    readonly key: string;
    readonly words: readonly [W, ...W[]];
  },
): W {
  const written = reader.text(node, key)?.value;
  const word = words.find((one) => one === written);
  if (written !== undefined && word === undefined) {
    reader.problem([...node.path, key], `must be ${words.join(" or ")}`);
  }
  return word ?? words[0];
}

function checkWords(
  { path }: YamlNode,
  { reader, args, prompt }: {
    readonly reader: YamlReader;
    readonly args: CommandDescription["args"];
    readonly prompt: CommandDescription["prompt"];
  },
): void {
  const at = [...path, "args"];
  const found = args.flat()
    .flatMap((word) => [...word.matchAll(/\{([a-z_]+)\}/g)])
    .map(([, name = ""]) => name);
  const known: readonly string[] = PLACEHOLDERS;
  for (const name of new Set(found)) {
    if (known.includes(name)) continue;
    const all = known.map((one) => `{${one}}`).join(", ");
    reader.problem(at, `has {${name}}, which is none of ${all}`);
  }
  if (prompt === "file" && !found.includes("prompt_file")) {
    reader.problem(at, "must have {prompt_file} with prompt: file");
  }
}

function readFields(node: YamlNode, reader: YamlReader): CommandFields | null {
  const fields = reader.child(node, "fields");
  if (fields === null) return null;
  reader.expectKeys(fields, [...FIELDS, "tokens"]);
  const paths = FIELDS.map((key) =>
    [key, reader.text(fields, key)?.value ?? null] as const
  );
  const tokens = reader.child(fields, "tokens");
  if (tokens !== null) reader.expectKeys(tokens, TOKENS);
  const count = (key: typeof TOKENS[number]) =>
    tokens === null ? null : reader.text(tokens, key)?.value ?? null;
  return {
    ...nowhere,
    ...Object.fromEntries(paths),
    tokens: tokens === null ? null : {
      input: count("input"),
      output: count("output"),
      cacheRead: count("cache_read"),
      cacheWrite: count("cache_write"),
    },
  };
}

const nowhere: CommandFields = {
  text: null,
  tool: null,
  target: null,
  conversation: null,
  model: null,
  result: null,
  error: null,
  message: null,
  cost: null,
  tokens: null,
};
