/**
 * Kinds of parsed JSON and YAML values.
 *
 * @module
 */

/** Whether a value is an object, neither `null` nor a list. */
export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names the kind of a value for a person, with its article. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "boolean":
      return "true or false";
    case "number":
      return "a number";
    case "string":
      return "a text";
    default:
      return "an object";
  }
}
