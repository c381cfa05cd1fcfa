/**
 * Where a call ends.
 *
 * @module
 */

/** A place behind which nothing is looked for: code that is not sound must not cost the square of its length. */
const MAX_LENGTH = 20_000;

/**
 * End of what opens at a place: just behind the bracket that closes it.
 *
 * @param bare Text without comments and strings.
 * @param at Place of an opening bracket.
 * @returns The length of the text, or a limit, when it is never closed.
 *
 * @example
 * ```ts
 * import { closingAt } from "./balanced.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(closingAt("f(a, [b]) + 1", 1), 9);
 * ```
 */
export function closingAt(bare: string, at: number): number {
  const limit = Math.min(bare.length, at + MAX_LENGTH);
  let depth = 0;
  for (let i = at; i < limit; i++) {
    const char = bare[i]!;
    if (char === "(" || char === "[" || char === "{") depth++;
    else if (char === ")" || char === "]" || char === "}") {
      depth--;
      if (depth <= 0) return i + 1;
    }
  }
  return limit;
}

/**
 * End of a statement that begins with a call: behind the calls that are chained to it.
 *
 * @param at Place of the first opening bracket.
 */
export function chainEnd(bare: string, at: number): number {
  let end = closingAt(bare, at);
  for (;;) {
    const more = /^\s*(?:\?\.|\.|!\.)\s*[\w$]+(?:\s*<[^<>()]*>)?\s*/.exec(
      bare.slice(end, end + 500),
    );
    if (more === null) return end;
    end += more[0].length;
    if (bare[end] === "(") end = closingAt(bare, end);
  }
}

/**
 * Code without the white space that does not matter, so that the same code laid out in another way is equal.
 *
 * White space inside of strings stays.
 */
export function compact(
  { code, bare }: { readonly code: string; readonly bare: string },
): string {
  let out = "";
  for (let i = 0; i < code.length; i++) {
    if (!/\s/.test(bare[i]!)) {
      out += code[i];
      continue;
    }
    while (i + 1 < code.length && /\s/.test(bare[i + 1]!)) i++;
    const next = code[i + 1];
    if (/[\w$]$/.test(out) && next !== undefined && /[\w$]/.test(next)) {
      out += " ";
    }
  }
  // The comma that formatters put behind the last item.
  return out.replaceAll(/,([)\]}])/g, "$1");
}
