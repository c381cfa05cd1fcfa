/**
 * Finds the line of standard error that says why a program refused.
 *
 * @module
 */

/** Notices that programs print on every start. */
const noise = [
  /^Reading (additional input|prompt) from stdin/,
  /^\[claude-code:/,
  /^warn(ing)?\b/i,
  // Lines of a log, errors that were got over among them.
  /^\d{4}-\d\d-\d\dT\S+\s+[A-Z]+\b/,
];

/**
 * The telling line of what a program wrote to standard error, at most 300 characters; empty when there is none.
 *
 * A line that calls itself an error wins over an earlier one that does not.
 */
export function stderrMessage(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).map((line) => line.trim())
    .filter((line) => line !== "" && !noise.some((known) => known.test(line)));
  const line = lines.find((line) => /^(fatal|error)\b/i.test(line)) ??
    lines[0] ?? "";
  return line.slice(0, 300);
}
