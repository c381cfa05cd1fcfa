/**
 * Takes out of a text what is another thing in every run.
 *
 * @module
 */

const masks: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g, "<time>"],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>"],
  [/\b\d\d-\d\d-\d\d-(?=[a-z])/g, "<date>-"],
  [/\b\d\d-\d\d[-: ]\d\d:?\d\d\b/g, "<stamp>"],
  [/\b\d+ ms\b/g, "<n> ms"],
  [/\bprocess \d+\b/g, "process <pid>"],
];

/** Lines of a text without times, ids and the path of the project. */
export function masked(text: string, dir: string): readonly string[] {
  if (text === "") return [];
  const plain = masks.reduce(
    (now, [pattern, word]) => now.replaceAll(pattern, word),
    text.replaceAll(dir, "<dir>"),
  );
  return plain.replace(/\n$/, "").split("\n");
}
