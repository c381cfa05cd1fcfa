import { assertEquals } from "@std/assert";
import { digest } from "../../lib/session/digest.ts";
import { verifyChain } from "../../lib/session/verify.ts";

/** Lines of a chain, one row for each text. */
function chain(texts: readonly string[]): string[] {
  let prev = "0".repeat(64);
  return texts.map((overview, i) => {
    const line = JSON.stringify({
      seq: i + 1,
      time: "2026-01-15T14:30:00.000+01:00",
      prev,
      run: null,
      iteration: 0,
      attempt: 0,
      kind: "overview-written",
      overview,
    });
    prev = digest(line);
    return line;
  });
}

const verify = (lines: readonly string[], end = "\n") =>
  verifyChain(new TextEncoder().encode(lines.join("\n") + end));
const BROKEN = "it does not continue the line before it";

Deno.test("verifyChain() finds nothing in a whole chain, or in an empty file", () => {
  assertEquals(verify(chain(["a", "b", "é"])), []);
  assertEquals(verifyChain(new Uint8Array()), []);
});

Deno.test("verifyChain() shows an edited line by the next one, once", () => {
  const lines = chain(["a", "b", "c", "d"]);
  lines[1] = lines[1]!.replace('"b"', '"x"');
  assertEquals(verify(lines), [`line 3: ${BROKEN}`]);
});

Deno.test("verifyChain() shows lines that were taken out, put in or exchanged", () => {
  const lines = chain(["a", "b", "c", "d"]);
  const [a, b, c, d] = lines as [string, string, string, string];
  assertEquals(verify([a, c, d]), ["line 2: it has number 3 where 2 is due"]);
  assertEquals(verify([a, "", b, c]), [
    "line 2: it is no row of a journal",
    "line 3: it has number 2 where 3 is due",
  ]);
  assertEquals(verify([b, a]), [
    "line 1: it has number 2 where 1 is due",
    "line 2: it has number 1 where 3 is due",
  ]);
});

Deno.test("verifyChain() shows what is no row, and a torn end", () => {
  const [a] = chain(["a"]) as [string];
  for (const line of ["x", "null", "[]", "{}", '{"seq": 1}']) {
    assertEquals(verify([line]), ["line 1: it is no row of a journal"]);
  }
  assertEquals(verify([a], ""), ["line 1: it is torn, its end is missing"]);
  const latin = Uint8Array.of(...new TextEncoder().encode(a), 0xe9, 10);
  assertEquals(verifyChain(latin), ["line 1: it is no row of a journal"]);
});
