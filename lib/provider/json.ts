/**
 * Reads JSON whose shape nobody promised: every access gives a value of the wanted type or `null`.
 *
 * @module
 */

/** An object of unknown content. */
export type Json = Readonly<Record<string, unknown>>;

/** Reads a line as one JSON object; `null` for anything else. */
export function parseObject(line: string): Json | null {
  try {
    return asObject(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The value as an object, or `null` (also for a list). */
export function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Json
    : null;
}

/** The object under a key, or `null`. */
export function objectAt(json: Json | null, key: string): Json | null {
  return asObject(json?.[key]);
}

/** The objects of the list under a key; other items are left out. */
export function objectsAt(json: Json | null, key: string): readonly Json[] {
  const list = json?.[key];
  if (!Array.isArray(list)) return [];
  return list.map(asObject).filter((item) => item !== null);
}

/** The text under a key, or `null` (also when it is empty). */
export function textAt(json: Json | null, key: string): string | null {
  const value = json?.[key];
  return typeof value === "string" && value !== "" ? value : null;
}

/** The finite number under a key, or `null`. */
export function numberAt(json: Json | null, key: string): number | null {
  const value = json?.[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The first line of a text that says something, cut to `most` characters. */
export function oneLine(text: string, most = 300): string {
  const line = text.trimStart().split(/[\r\n]/, 1)[0]?.trimEnd() ?? "";
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
