import { assertEquals } from "@std/assert";
import {
  readAddress,
  readBranchPrefix,
  readDecimal,
  readSeconds,
  readSwitch,
  readWhole,
} from "../../lib/config/values.ts";

function value<T>(
  read: { kind: "value"; value: T } | { kind: "wrong"; text: string },
): T | string {
  return read.kind === "value" ? read.value : read.text;
}

Deno.test("readWhole() takes positive whole numbers only", () => {
  assertEquals(value(readWhole("07")), 7);
  for (const text of ["0", "-1", "1.5", "abc", "1e3", "9".repeat(20)]) {
    assertEquals(
      value(readWhole(text)),
      `is "${text}", not a positive whole number`,
    );
  }
});

Deno.test("readSeconds() returns milliseconds that a timer can wait", () => {
  assertEquals(value(readSeconds("99")), 99_000);
  assertEquals(
    value(readSeconds("3000000")),
    'is "3000000", more than 2147483 seconds',
  );
});

Deno.test("readDecimal() takes decimals above zero", () => {
  assertEquals(value(readDecimal("0.5")), 0.5);
  assertEquals(value(readDecimal(".5")), 0.5);
  for (const text of ["0", "0.0", "-1", "Infinity", "1,5", "0x10"]) {
    assertEquals(
      value(readDecimal(text)),
      `is "${text}", not a positive number`,
    );
  }
});

Deno.test("readSwitch() takes usual words for both", () => {
  assertEquals(value(readSwitch("YES")), true);
  assertEquals(value(readSwitch("off")), false);
  assertEquals(value(readSwitch("maybe")), 'is "maybe", neither 1 nor 0');
});

Deno.test("readAddress() takes off the trailing slash", () => {
  assertEquals(
    value(readAddress("http://127.0.0.1:80/x/")),
    "http://127.0.0.1:80/x",
  );
  assertEquals(
    value(readAddress("ftp://a")),
    'is "ftp://a", not an http or https address',
  );
});

Deno.test("readBranchPrefix() takes what git takes as the front of a branch name", () => {
  assertEquals(value(readBranchPrefix("/ann/wip/")), "ann/wip");
  assertEquals(value(readBranchPrefix("/")), null);
  for (const text of ["a b", "-x", "a..b", "a:b", "a//b", "x.lock", ".x"]) {
    assertEquals(readBranchPrefix(text).kind, "wrong", text);
  }
});
