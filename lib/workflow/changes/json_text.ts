/**
 * JSON files as people write them: with comments and trailing commas.
 *
 * @module
 */

import { sourceText } from "./source_text.ts";

/** Reads a text; `undefined` when it is no JSON. */
export function jsonOf(text: string): unknown {
  const { code, bare } = sourceText(text.replace(/^\uFEFF/, ""), "js");
  let plain = "";
  for (let i = 0; i < code.length; i++) {
    const trailing = bare[i] === "," &&
      /^,\s*[\]}]/.test(bare.slice(i, i + 200));
    plain += trailing ? " " : code[i];
  }
  try {
    return JSON.parse(plain);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A member of members; `undefined` where one of them is not there. */
export function memberOf(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) {
      return undefined;
    }
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** All values that are no objects, by their path: `a.b`; lists count as one value. */
export function leaves(
  value: unknown,
  path: string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (value === undefined) return found;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return found.set(path, JSON.stringify(value));
  }
  for (const [key, inner] of Object.entries(value)) {
    for (const [at, text] of leaves(inner, `${path}.${key}`)) {
      found.set(at, text);
    }
  }
  return found;
}
