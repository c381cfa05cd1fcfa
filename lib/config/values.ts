/**
 * Turns written values into numbers and switches.
 *
 * @module
 */

/** A value, or what is wrong with the text: words that go on after `NAME `. */
export type Read<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "wrong"; readonly text: string };

/** Most seconds that a timer of the platform can wait, a bit under 25 days. */
const MAX_SECONDS = 2_147_483;

/** Makes a {@linkcode Read} of a good value. */
export function good<T>(value: T): Read<T> {
  return { kind: "value", value };
}

/** Makes a {@linkcode Read} of a bad one. */
export function wrong(written: string, text: string): Read<never> {
  return { kind: "wrong", text: `is ${JSON.stringify(written)}, ${text}` };
}

/**
 * Reads a positive whole number.
 *
 * @example
 * ```ts
 * import { readWhole } from "./values.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(readWhole("300"), { kind: "value", value: 300 });
 * assertEquals(readWhole("0").kind, "wrong");
 * assertEquals(readWhole("1e3").kind, "wrong");
 * ```
 */
export function readWhole(text: string): Read<number> {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && Number.isSafeInteger(value)) {
    return good(value);
  }
  return wrong(text, "not a positive whole number");
}

/**
 * Reads one of some words, in any letter case.
 *
 * @example
 * ```ts
 * import { readWord } from "./values.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const read = readWord(["gate", "ignore"]);
 * assertEquals(read("Ignore"), { kind: "value", value: "ignore" });
 * assertEquals(read("off").kind, "wrong");
 * ```
 */
export function readWord<const W extends string>(
  words: readonly W[],
): (text: string) => Read<W> {
  return (text) => {
    const word = words.find((one) => one === text.toLowerCase());
    return word === undefined
      ? wrong(text, `not one of ${words.join(", ")}`)
      : good(word);
  };
}

/** Reads a positive whole number of seconds as milliseconds. */
export function readSeconds(text: string): Read<number> {
  const read = readWhole(text);
  if (read.kind === "wrong") {
    return wrong(text, "not a positive whole number of seconds");
  }
  if (read.value > MAX_SECONDS) {
    return wrong(text, `more than ${MAX_SECONDS} seconds`);
  }
  return good(read.value * 1000);
}

/** Reads a positive number with or without decimals. */
export function readDecimal(text: string): Read<number> {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0 && Number.isFinite(value)) {
    return good(value);
  }
  return wrong(text, "not a positive number");
}

/** Reads a switch: `1`, `true`, `yes`, `on` and their opposites, in any letter case. */
export function readSwitch(text: string): Read<boolean> {
  switch (text.toLowerCase()) {
    case "1":
    case "true":
    case "yes":
    case "on":
      return good(true);
    case "0":
    case "false":
    case "no":
    case "off":
      return good(false);
  }
  return wrong(text, "neither 1 nor 0");
}

/** Reads the address of a web service, without its trailing slashes. */
export function readAddress(text: string): Read<string> {
  if (URL.canParse(text) && /^https?:\/\//i.test(text)) {
    return good(text.replace(/\/+$/, ""));
  }
  return wrong(text, "not an http or https address");
}

/** Reads the front part of branch names, without slashes at its ends. */
export function readBranchPrefix(text: string): Read<string | null> {
  const prefix = text.replace(/^\/+|\/+$/g, "");
  const parts = prefix.split("/");
  const bad = /[\s~^:?*[\\]|\.\.|@\{|^[.-]|\.(lock)?$|^$/;
  if (prefix !== "" && parts.some((part) => bad.test(part))) {
    return wrong(text, "not the front part of a branch name");
  }
  return good(prefix === "" ? null : prefix);
}

/** Takes a text as it is. */
export function readText(text: string): Read<string> {
  return good(text);
}
