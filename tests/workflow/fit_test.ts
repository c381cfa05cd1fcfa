import { assertEquals } from "@std/assert";
import { bytesOf, firstThatFits } from "../../lib/workflow/fit.ts";

Deno.test("firstThatFits() counts bytes, and asks for no more texts than it needs", () => {
  const asked: string[] = [];
  function* texts() {
    for (const text of ["ééé", "éé", "é"]) {
      asked.push(text);
      yield text;
    }
  }
  assertEquals(firstThatFits(texts(), 4), "éé");
  assertEquals(asked, ["ééé", "éé"]);
});

Deno.test("firstThatFits() cuts between characters and never grows over the size", () => {
  const text = "a😀b".repeat(100);
  for (let maxBytes = 3; maxBytes < 40; maxBytes++) {
    const cut = firstThatFits([text], maxBytes);
    assertEquals(bytesOf(cut) <= maxBytes, true);
    assertEquals(text.startsWith(cut.slice(0, -1)), true);
    assertEquals(cut.endsWith("…"), true);
  }
});
