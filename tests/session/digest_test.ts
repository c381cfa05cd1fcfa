import { assertEquals } from "@std/assert";
import { digest } from "../../lib/session/digest.ts";
import { sha256 } from "../../lib/system/files.ts";
import { numbers } from "./fixture.ts";

Deno.test("digest() knows the published answers", () => {
  assertEquals(
    digest(""),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
  assertEquals(
    digest("abc"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  assertEquals(
    digest("a".repeat(1_000_000)),
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  );
});

Deno.test("digest() agrees with the platform for every length around a block", async () => {
  const below = numbers(1);
  for (let length = 0; length < 260; length++) {
    const bytes = Uint8Array.from({ length }, () => below(256));
    assertEquals(digest(bytes), await sha256(bytes));
  }
});
