/**
 * Typed reading of a mapping that a person wrote, with every problem collected.
 *
 * @module
 */

import { isObject, typeName } from "./json_type.ts";
import { nearNames } from "./names.ts";

/** Reads fields by key; a wrong one is a problem and reads as the fallback. `null` counts as absent. */
export interface Fields {
  /** Text without space around it. */
  text(key: string, fallback: string): string;
  number(key: string): number | null;
  flag(key: string): boolean;
  /** A list of texts, without doubles, in lower case. */
  names(key: string): readonly string[];
  /** A list of words, without doubles, in any case. */
  words<T extends string>(key: string, words: readonly T[]): readonly T[];
  /** One of the words, in any case. */
  word<T extends string>(key: string, words: readonly T[], fallback: T): T;
  /** The value as it is, `null` when absent. */
  raw(key: string): unknown;
  /** Adds a problem of this mapping. */
  problem(text: string): void;
}

/**
 * Makes the reader of one mapping; unknown keys are problems at once.
 *
 * @param value A mapping; anything else is a problem and reads as an empty one.
 *
 * @example
 * ```ts
 * import { readFields } from "./fields.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const problems: string[] = [];
 * const fields = readFields({ limit: "ten" }, {
 *   where: 'phase "a"',
 *   keys: ["limit"],
 *   problems,
 * });
 * assertEquals(fields.number("limit"), null);
 * assertEquals(problems, ['phase "a": "limit" is a text, not a number']);
 * ```
 */
export function readFields(
  value: unknown,
  { where, keys, problems }: {
    /** Stands before each problem: `phase "planning"`. */
    readonly where: string;
    readonly keys: readonly string[];
    /** Grows. */
    readonly problems: string[];
  },
): Fields {
  const problem = (text: string) => {
    problems.push(`${where}: ${text}`);
  };
  if (!isObject(value)) problem(`this is ${typeName(value)}, not a mapping`);
  const record = isObject(value) ? value : {};
  for (const key of Object.keys(record)) {
    if (!keys.includes(key)) problem(`"${key}" is no key${hint(key, keys)}`);
  }
  const raw = (key: string) =>
    Object.hasOwn(record, key) ? record[key] ?? null : null;
  const wrong = (key: string, expected: string) =>
    problem(`"${key}" is ${typeName(raw(key))}, not ${expected}`);

  function oneOf<T extends string>(
    key: string,
    { text, words }: { readonly text: string; readonly words: readonly T[] },
  ): T | undefined {
    const found = words.find((word) => word === text.trim().toLowerCase());
    if (found === undefined) {
      problem(`"${key}" has "${text}", not one of ${words.join(", ")}`);
    }
    return found;
  }

  function texts(key: string): readonly string[] {
    const value = raw(key);
    if (value === null) return [];
    if (!Array.isArray(value)) {
      wrong(key, "a list");
      return [];
    }
    const found = value.filter((item) => typeof item === "string");
    if (found.length < value.length) problem(`"${key}" has more than texts`);
    return found;
  }

  return {
    raw,
    problem,
    text(key, fallback) {
      const value = raw(key);
      if (value === null) return fallback;
      if (typeof value === "string" && value.trim() !== "") return value.trim();
      wrong(key, typeof value === "string" ? "empty" : "a text");
      return fallback;
    },
    number(key) {
      const value = raw(key);
      if (value === null || typeof value === "number") return value;
      wrong(key, "a number");
      return null;
    },
    flag(key) {
      const value = raw(key);
      if (value === null || typeof value === "boolean") return value ?? false;
      wrong(key, "true or false");
      return false;
    },
    names(key) {
      const names = texts(key).map((name) => name.trim().toLowerCase());
      return [...new Set(names)];
    },
    words(key, words) {
      const found = texts(key).map((text) => oneOf(key, { text, words }));
      return [...new Set(found.filter((word) => word !== undefined))];
    },
    word(key, words, fallback) {
      const value = raw(key);
      if (value === null) return fallback;
      if (typeof value === "string") {
        return oneOf(key, { text: value, words }) ?? fallback;
      }
      wrong(key, `one of ${words.join(", ")}`);
      return fallback;
    },
  };
}

function hint(key: string, keys: readonly string[]): string {
  const near = nearNames(key, keys, 1)[0];
  return near === undefined
    ? `, known are ${keys.join(", ")}`
    : `, did you mean "${near}"?`;
}
