import { assertEquals } from "@std/assert";
import { bytesToText, textToBytes } from "../../lib/session/lossless.ts";
import { numbers, pick } from "./fixture.ts";

Deno.test("bytesToText() keeps valid text as it is, the byte order mark too", () => {
  const text = "\uFEFFcafé 日本 😀\r\n";
  assertEquals(bytesToText(new TextEncoder().encode(text)), text);
});

Deno.test("bytesToText() marks each byte that belongs to no character", () => {
  const bytes = Uint8Array.of(0x61, 0xe9, 0x62, 0xff);
  assertEquals(bytesToText(bytes), "a\udce9b\udcff");
});

Deno.test("textToBytes() brings every sequence of bytes back", () => {
  const below = numbers(2);
  const tricky = [0x00, 0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0];
  for (let round = 0; round < 2_000; round++) {
    const bytes = Uint8Array.from(
      { length: below(24) },
      () => below(2) === 0 ? pick(below, tricky) : below(256),
    );
    assertEquals(textToBytes(bytesToText(bytes)), bytes);
  }
});
