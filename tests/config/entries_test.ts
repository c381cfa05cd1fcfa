import { assertEquals } from "@std/assert";
import { parseEntries } from "../../lib/config/entries.ts";

function values(text: string): Record<string, string> {
  const { entries, flaws } = parseEntries(text);
  assertEquals(flaws, []);
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

function flaws(text: string): readonly string[] {
  return parseEntries(text).flaws.map(({ line, text }) => `${line} ${text}`);
}

Deno.test("parseEntries() reads plain lines as the predecessor did", () => {
  assertEquals(values("# c\n\n  K  =  v w  \nP=/foo=bar\n"), {
    K: "v w",
    P: "/foo=bar",
  });
  assertEquals(values(""), {});
});

Deno.test("parseEntries() takes quotes, comments, export, CRLF and a byte order mark", () => {
  const text =
    "\uFEFFA='x # y' # c\r\nexport B=\"p\\n\\\"q\\\"\"\r\nC= # none\r\nD='$HOME'";
  assertEquals(values(text), { A: "x # y", B: 'p\n"q"', C: "", D: "$HOME" });
});

Deno.test("parseEntries() counts lines over a quoted value of several lines", () => {
  const { entries } = parseEntries("A='one\n# two\nC=3'\nB=4");
  assertEquals(entries, [
    { key: "A", value: "one\n# two\nC=3", line: 1 },
    { key: "B", value: "4", line: 4 },
  ]);
});

Deno.test("parseEntries() refuses whatever would be cut or expanded in silence", () => {
  const dollar = 'has "$" outside single quotes; nothing is expanded here';
  const cases: Record<string, string> = {
    "A=$HOME/x": `1 A ${dollar}`,
    'A="$HOME/x"': `1 A ${dollar}`,
    "A=x#y": '1 A is cut off at "#", which begins a comment; quote the value',
    "A=echo '#'":
      '1 A is cut off at "#", which begins a comment; quote the value',
    'A="deno" test':
      "1 A goes on after its closing quote; quote the whole value",
    "A='x": "1 A has no closing quote",
    "x": '1 the line has no "="',
    "a-b=1": '1 the name before "=" is not of letters, digits and "_"',
    "=1": '1 the name before "=" is not of letters, digits and "_"',
    "A=1\nB=2\nA=3": "3 A is already set in line 1",
  };
  for (const [text, flaw] of Object.entries(cases)) {
    assertEquals(flaws(text), [flaw], text);
  }
});

Deno.test("parseEntries() allows a dollar in a comment", () => {
  assertEquals(values("A=x # costs $5"), { A: "x" });
});

Deno.test("parseEntries() goes on after a flaw and never shows a value", () => {
  const { entries, flaws } = parseEntries("s3cr3t\nA='s3cr3t\nB=1");
  assertEquals(entries.map(({ key }) => key), ["B"]);
  assertEquals(flaws.length, 2);
  assertEquals(JSON.stringify(flaws).includes("s3cr3t"), false);
});

Deno.test("parseEntries() is not confused by names that every object has", () => {
  assertEquals(parseEntries("__proto__=1\nconstructor=2").entries[1], {
    key: "constructor",
    value: "2",
    line: 2,
  });
});
