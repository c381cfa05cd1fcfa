import { assertEquals } from "@std/assert";
import { redactor } from "../../lib/workflow/redact.ts";

const plain = redactor([]);
const A35 = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456-_";
const LINE =
  "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj/+AgEAAoIBAQC7VJTUt9Us8cKj";
const KEY = [
  "-----BEGIN RSA PRIVATE KEY-----",
  "Proc-Type: 4,ENCRYPTED",
  "DEK-Info: AES-128-CBC,0123456789ABCDEF",
  "",
  LINE,
  LINE,
  "abcd==",
  "-----END RSA PRIVATE KEY-----",
].join("\n");
const TOKENS = [
  "sk-ant-api03-abcDEF_123-xyz",
  "sk-proj-abcdefghijklmn0p",
  "ghp_abcdefghijklmnopqrst0123456789ABCDEF",
  "gho_abcdefghijklmnopqrst0123456789ABCDEF",
  "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuv",
  "xoxb-123456789012-abcdefGHIJKL",
  "AKIAIOSFODNN7EXAMPLE",
  `AIza${A35}`,
  `123456789:${A35}`,
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4_f-w",
];

Deno.test("redactor() hides values as they are, in JSON and in a URL", () => {
  const redact = redactor(['p"a\\ss w', "a+b/c=?", "short"]);
  assertEquals(redact('x p"a\\ss w y'), "x *** y");
  assertEquals(redact(JSON.stringify({ a: 'p"a\\ss w' })), '{"a":"***"}');
  assertEquals(redact("https://x/?t=a%2Bb%2Fc%3D%3F&u"), "https://x/?t=***&u");
  assertEquals(redact("a short text"), "a short text");
});

Deno.test("redactor() takes the longer of two values, and every occurrence", () => {
  const redact = redactor(["secret", "secret-longer", "", "$&$1(x"]);
  assertEquals(redact("secret-longer secret secret"), "*** *** ***");
  assertEquals(redact("a $&$1(x b"), "a *** b");
});

Deno.test("redactor() knows well-known tokens by their shape", () => {
  for (const token of TOKENS) {
    for (const [left, right] of [["", ""], ['"', '"'], ["a=", "\nb"]]) {
      assertEquals(plain(left + token + right), `${left}***${right}`, token);
    }
  }
  assertEquals(
    plain(`https://api/bot123456789:${A35}/send`),
    "https://api/bot***/send",
  );
  assertEquals(
    plain("authorization: bearer abcdef12"),
    "authorization: bearer ***",
  );
});

Deno.test("redactor() hides private keys, whole, escaped or cut off", () => {
  assertEquals(plain(`a\n${KEY}\nb`), "a\n***\nb");
  assertEquals(plain(JSON.stringify({ k: KEY, b: 1 })), '{"k":"***","b":1}');
  const cutOff = KEY.slice(0, KEY.indexOf("abcd"));
  assertEquals(plain(`${cutOff}\nand then prose`), "***\n\nand then prose");
});

Deno.test("redactor() leaves ordinary text alone", () => {
  const texts = [
    "a task-implementation-of-something-2-do",
    "sk-learn-something-very-long-indeed",
    "commit 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b",
    "bearer authentication. Bearer token-based schemes",
    "at 1768483800042: it began",
    "the line -----BEGIN PRIVATE KEY----- begins a key",
    "AKIA",
    "eyJ.eyJ.",
  ];
  for (const text of texts) assertEquals(plain(text), text);
});
