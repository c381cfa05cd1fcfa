import { assertEquals } from "@std/assert";
import { scene } from "./scene.ts";
import { lives, numberIn, survivors, until } from "./survivors.ts";

Deno.test("trees.end() finds escaped children by their parents where nothing tells a mark", () =>
  scene(async ({ sh, trees, folder }) => {
    const { mark, pid } = await sh(
      `trap '' TERM
       env -i setsid sh -c "trap '' TERM; sleep 60; sleep 60" & echo $! >$d/child
       while :; do sleep 0.02; done`,
    );
    const child = await numberIn(`${folder}/child`);
    const { gone } = await trees.end(mark);
    assertEquals([gone, lives(pid), lives(child)], [true, false, false]);
  }, "ps"));

Deno.test("trees.end() ends the group by number where nothing tells a mark", () =>
  scene(async ({ sh, trees }) => {
    const { mark, exited } = await sh("sleep 60 & sleep 60 & exit 4");
    await until(() => survivors(mark).length === 2);
    assertEquals((await exited).code, 4);
    assertEquals(await trees.end(mark), { gone: true, swept: 2 });
    assertEquals(await trees.end(mark), { gone: true, swept: 0 });
  }, "ps"));
