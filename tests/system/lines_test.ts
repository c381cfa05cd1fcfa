import { assert, assertEquals } from "@std/assert";
import { Lines } from "../../lib/system/lines.ts";

const encoder = new TextEncoder();

/** Lines that start with `{` are wanted. */
function collect(chunks: readonly (string | Uint8Array)[]) {
  const lines: string[] = [];
  const heads: Uint8Array[] = [];
  const splitter = new Lines({
    wants(head) {
      heads.push(head.slice());
      return head[0] === 0x7b;
    },
    onLine: (line) => lines.push(line),
  });
  for (const chunk of chunks) {
    const bytes = typeof chunk === "string"
      ? encoder.encode(chunk)
      : chunk.slice();
    splitter.push(bytes);
    // The caller's buffer is used again.
    bytes.fill(0);
  }
  splitter.end();
  return { lines, heads };
}

Deno.test("Lines give wanted lines whole, however they are cut", () => {
  const text = "{1}\nno\n\n{22}\n{333}";
  const whole = ["{1}", "{22}", "{333}"];
  assertEquals(collect([text]).lines, whole);
  assertEquals(collect([...text]).lines, whole);
  assertEquals(collect([text.slice(0, 5), text.slice(5)]).lines, whole);
});

Deno.test("Lines ask once a line, for its first 256 bytes or all of it", () => {
  const long = `{${"x".repeat(600)}`;
  const { lines, heads } = collect([
    long.slice(0, 100),
    long.slice(100, 400),
    long.slice(400),
    "\n{}\n",
  ]);
  assertEquals(lines, [long, "{}"]);
  assertEquals(heads.map((head) => head.length), [256, 2]);
});

Deno.test("Lines turn bytes that are no UTF-8 into U+FFFD, and put characters together that were cut", () => {
  const bytes = encoder.encode("{ä}");
  const { lines } = collect([
    bytes.subarray(0, 2),
    bytes.subarray(2),
    "\n",
    new Uint8Array([0x7b, 0xff, 10]),
  ]);
  assertEquals(lines, ["{ä}", "{\uFFFD"]);
});

Deno.test("Lines skip a line that nobody wants without holding it", () => {
  const chunk = new Uint8Array(1 << 20).fill(0x78);
  let asked = 0;
  const lines: string[] = [];
  const splitter = new Lines({
    wants: (head) => (asked++, head[0] === 0x7b),
    onLine: (line) => lines.push(line),
  });
  for (let turn = 0; turn < 100; turn++) splitter.push(chunk);
  splitter.push(encoder.encode("\n{}\n"));
  assertEquals([lines, asked], [["{}"], 2]);
});

Deno.test("Lines hold a wanted line of 10 MiB, and none over 16 MiB", () => {
  const chunk = new Uint8Array(1 << 20).fill(0x78);
  const lengths: number[] = [];
  const splitter = new Lines({
    wants: () => true,
    onLine: (line) => lengths.push(line.length),
  });
  for (const count of [10, 17, 1]) {
    for (let turn = 0; turn < count; turn++) splitter.push(chunk);
    splitter.push(encoder.encode("\n"));
  }
  assertEquals(lengths, [10 << 20, 1 << 20]);
  assert(chunk[0] === 0x78);
});
