/**
 * Output as a provider writes it, in lines of given lengths.
 *
 * @module
 */

/** How long the lines are, and of which kind. */
export type Mix = "mixed" | "short" | "long" | "partial";

/** In a row, again and again: most lines are short, most bytes are in long ones. */
const MIXED = [
  ...[200, 450, 1_000, 300, 2_500, 700, 8_000, 250, 1_500, 30_000],
  ...[400, 900, 200, 120_000, 600, 3_000, 250, 1_200, 700_000, 350],
];
/** What a model says at a time is shorter than this; longer lines are results of tools. */
const LONGEST_SAYING = 8_000;
/** Every so many lines one of 5 MiB. */
const HUGE_EVERY = 400;
const HUGE = 5 << 20;

/** Writes a file of whole lines, of about so many bytes and not more. */
export async function writeLines(
  path: string,
  { mix, bytes }: { readonly mix: Mix; readonly bytes: number },
): Promise<void> {
  const file = await Deno.open(path, {
    create: true,
    truncate: true,
    write: true,
  });
  const encoder = new TextEncoder();
  let left = bytes;
  for (let n = 0; left > 200; n++) {
    const line = encoder.encode(
      lineOf(mix, Math.min(lengthOf(mix, n), left), n),
    );
    for (let at = 0; at < line.length;) {
      at += await file.write(line.subarray(at));
    }
    left -= line.length;
  }
  file.close();
}

function lengthOf(mix: Mix, n: number): number {
  if (mix === "long") return 100_000;
  if (mix !== "mixed") return 1_000;
  return n % HUGE_EVERY === HUGE_EVERY - 1 ? HUGE : MIXED[n % MIXED.length]!;
}

/** A line of about so many bytes with its newline: what the model says, or what a tool answered. */
function lineOf(mix: Mix, length: number, n: number): string {
  const [before, after] = mix === "partial"
    ? ['{"type":"stream_event","event":{"delta":{"text":"', '"}}}']
    : n % 2 === 0 && length <= LONGEST_SAYING
    ? [
      '{"type":"assistant","message":{"content":[{"type":"text","text":"',
      '"}]}}',
    ]
    : [
      '{"type":"user","message":{"content":[{"type":"tool_result","content":"',
      '"}]}}',
    ];
  const room = Math.max(1, length - before.length - after.length - 1);
  return `${before}${
    "line of words, as they come; ".repeat(room / 29 + 1).slice(0, room)
  }${after}\n`;
}
