import { assertEquals } from "@std/assert";
import { trimFlow } from "../../lib/session/flow_trim.ts";

const HEAD = "# Session: a\n\n## Status\nPhase: work\n\n## Flow Log\n";
const TAIL = "\n## Files\n- a.md\n\n## Plans\n";
const POINTER = "The entries before these are in _flow_log.md.\n\n";

function entries(from: number, to: number): string {
  let text = "";
  for (let n = from; n <= to; n++) text += `- [${n} @ 11-24 10:00] done\n`;
  return text;
}

Deno.test("trimFlow() leaves a log of 150 entries alone", () => {
  const text = HEAD + entries(1, 150) + TAIL;
  assertEquals(trimFlow(text), { text, moved: "" });
});

Deno.test("trimFlow() keeps the newest 100 of more, and says where the others are", () => {
  assertEquals(trimFlow(HEAD + entries(1, 151) + TAIL), {
    text: HEAD + POINTER + entries(52, 151) + TAIL,
    moved: entries(1, 51),
  });
});

Deno.test("trimFlow() says so once", () => {
  const once = trimFlow(HEAD + entries(1, 151) + TAIL).text;
  const grown = once.replace(TAIL, entries(152, 202) + TAIL);
  assertEquals(trimFlow(grown), {
    text: HEAD + POINTER + entries(103, 202) + TAIL,
    moved: entries(52, 102),
  });
});

Deno.test("trimFlow() moves what belongs to an entry with it, keeps what stands before the first, and line ends as they are", () => {
  const old = "- [1] a\n  more of it\n\n```\n- no entry\n```\n";
  const text = `${HEAD}Notes of a person.\n${old}${entries(2, 151)}`;
  const crlf = text.replaceAll("\n", "\r\n");
  assertEquals(trimFlow(crlf), {
    text: (`${HEAD}Notes of a person.\n${POINTER}` + entries(52, 151))
      .replaceAll("\n", "\r\n"),
    moved: (old + entries(2, 51)).replaceAll("\n", "\r\n"),
  });
});

Deno.test("trimFlow() needs no flow log", () => {
  assertEquals(trimFlow("## Status\n- a\n"), {
    text: "## Status\n- a\n",
    moved: "",
  });
});
