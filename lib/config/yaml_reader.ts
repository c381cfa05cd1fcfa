/**
 * Takes typed values out of YAML text and collects what is wrong, with key path and line.
 *
 * @module
 */

import { parse } from "@std/yaml";
import type { Problem } from "./config.ts";
import { describeProblem } from "./config.ts";
import { problemAt } from "./found.ts";
import type { Found } from "./found.ts";
import { unknownKey } from "./near.ts";
import { keyLine } from "./yaml_lines.ts";

/** A mapping in the text. */
export interface YamlNode {
  /** Keys from the top; empty for the whole text. */
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads one YAML text; a value of the wrong kind is a problem and counts as not there. */
export class YamlReader {
  /** Everything that is wrong so far. */
  readonly problems: Problem[] = [];
  /** Whole lines for a person. */
  readonly warnings: string[] = [];
  readonly #text: string;
  readonly #where: string;

  /** Takes the text of the file `where`. */
  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  /** The whole text; `null` when it is empty, no mapping or no YAML. */
  root(): YamlNode | null {
    let value: unknown;
    try {
      value = parse(this.#text, { schema: "core" });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const [message = ""] = error.message.split("\n");
      const line = message.match(/ at line (\d+)/)?.[1];
      const text = message.replace(/ at line \d+, column \d+:?$/, "");
      const number = line === undefined ? undefined : Number(line);
      this.problems.push(problemAt(this.#where, number, text));
      return null;
    }
    if (value === null || value === undefined) return null;
    if (isMapping(value)) return { path: [], values: value };
    this.problems.push({
      where: this.#where,
      text: "must be a mapping of keys",
    });
    return null;
  }

  /** Line of the key at `path`, where it is found. */
  line(path: readonly string[]): number | undefined {
    return keyLine(this.#text, path);
  }

  /** Adds a problem with the key at `path`; `text` goes on after the key. */
  problem(path: readonly string[], text: string): void {
    const words = `${path.join(".")} ${text}`;
    this.problems.push(problemAt(this.#where, this.line(path), words));
  }

  /** Warns of keys that are not in `keys`. */
  expectKeys(node: YamlNode, keys: readonly string[]): void {
    for (const key of Object.keys(node.values)) {
      if (keys.includes(key)) continue;
      const path = [...node.path, key];
      const front = node.path.map((name) => `${name}.`).join("");
      const text = front + unknownKey(key, keys);
      const problem = problemAt(this.#where, this.line(path), text);
      this.warnings.push(describeProblem(problem));
    }
  }

  /** The mapping at `key`. */
  child(node: YamlNode, key: string): YamlNode | null {
    const path = [...node.path, key];
    const values = this.#value(node, key);
    if (values === null) return null;
    if (isMapping(values)) return { path, values };
    this.problem(path, "must be a mapping of keys");
    return null;
  }

  /** The mappings inside the mapping at `key`. */
  children(node: YamlNode, key: string): readonly YamlNode[] {
    const parent = this.child(node, key);
    if (parent === null) return [];
    return Object.keys(parent.values).flatMap((name) => {
      const child = this.child(parent, name);
      // `claude:` with nothing below it is an empty mapping.
      return child ??
        (parent.values[name] === null
          ? { path: [...parent.path, name], values: {} }
          : []);
    });
  }

  /** The text at `key`. */
  text(node: YamlNode, key: string): Found | null {
    const value = this.#value(node, key);
    if (value === null) return null;
    const path = [...node.path, key];
    if (typeof value === "string") return this.#found(path, value);
    this.problem(path, "must be text");
    return null;
  }

  /** The number at `key`, as text. */
  number(node: YamlNode, key: string): Found | null {
    const value = this.#value(node, key);
    if (value === null) return null;
    const path = [...node.path, key];
    if (typeof value === "number") return this.#found(path, String(value));
    this.problem(path, "must be a number");
    return null;
  }

  /** The list of texts at `key`. */
  texts(node: YamlNode, key: string): readonly string[] | null {
    const value = this.#value(node, key);
    if (value === null) return null;
    if (
      Array.isArray(value) && value.every((item) => typeof item === "string")
    ) return value;
    this.problem([...node.path, key], "must be a list of texts");
    return null;
  }

  /** The list at `key`, in which each item is a text or a list of texts. */
  wordGroups(
    node: YamlNode,
    key: string,
  ): readonly (readonly string[])[] | null {
    const value = this.#value(node, key);
    if (value === null) return null;
    const groups = Array.isArray(value)
      ? value.map((item) => Array.isArray(item) ? item : [item])
      : null;
    if (groups?.flat().every((word) => typeof word === "string")) return groups;
    this.problem(
      [...node.path, key],
      "must be a list of texts, or of lists of them",
    );
    return null;
  }

  /** Keys without a value and empty texts count as not set. */
  #value(node: YamlNode, key: string): unknown {
    const value = Object.hasOwn(node.values, key) ? node.values[key] : null;
    return value === "" ? null : value;
  }

  #found(path: readonly string[], value: string): Found {
    return {
      name: path.join("."),
      value,
      where: this.#where,
      line: this.line(path),
    };
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
