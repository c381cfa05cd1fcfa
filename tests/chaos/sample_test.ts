import { assertEquals } from "@std/assert";
import { fixedInput, playAll, roomInMemory } from "./matrix.ts";

Deno.test("a session recovers whatever goes wrong at any of a sample of its steps, without loss and without repetition", async () => {
  const home = await Deno.makeTempDir(await roomInMemory());
  try {
    const matrix = await playAll({
      home,
      input: await fixedInput(),
      every: 31,
      from: 5,
    });
    assertEquals(matrix.failures, []);
    assertEquals(matrix.rows.length, 12);
    assertEquals(
      matrix.rows.map((row) => row.unreached > 3),
      Array(12).fill(false),
    );
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
