/**
 * A line of the doctor's report.
 *
 * @module
 */

/** One thing that was looked at. */
export interface Line {
  readonly mark: "ok" | "warning" | "problem";
  /** Without a full stop. */
  readonly text: string;
  /** What to type, or to do. */
  readonly next?: string;
}

/** All is well with it. */
export function ok(text: string): Line {
  return { mark: "ok", text };
}

/** A run goes on all the same. */
export function warning(text: string, next: string): Line {
  return { mark: "warning", text, next };
}

/** It stops a run. */
export function problem(text: string, next: string): Line {
  return { mark: "problem", text, next };
}

/** The report as text. */
export function reportLines(lines: readonly Line[]): readonly string[] {
  const count = (mark: Line["mark"]) =>
    lines.filter((line) => line.mark === mark).length;
  const words = (mark: Line["mark"]) => {
    const n = count(mark);
    return n === 0 ? [] : [`${n} ${mark}${n === 1 ? "" : "s"}`];
  };
  return [
    ...lines.flatMap(({ mark, text, next }) => [
      `${mark.padEnd(8)} ${text}`,
      ...(next === undefined ? [] : [`${" ".repeat(8)}   try: ${next}`]),
    ]),
    [...words("problem"), ...words("warning")].join(", ") || "All is well",
  ];
}
