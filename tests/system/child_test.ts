import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { startChild } from "../../lib/system/child.ts";

const sh = (script: string) => ({
  file: "/bin/sh",
  args: ["-c", script],
  cwd: "/",
  env: { PATH: "/usr/bin:/bin", WORD: "hello" },
});

Deno.test("startChild() tells how a program ended and its last words, with no other environment", async () => {
  const child = startChild(sh('echo "$WORD $HOME"; echo no >&2; exit 3'));
  assertEquals(child.over, false);
  const { code, words } = await child.ended;
  assertEquals([code, words, child.over], [3, "hello \nno\n", true]);
  child.signal("SIGKILL");
});

Deno.test("startChild() starts a child that can be signalled", async () => {
  const child = startChild(sh("exec sleep 60"));
  child.signal("SIGTERM");
  assertEquals((await child.ended).code, null);
});

Deno.test("startChild() keeps the end of a long output only", async () => {
  const { words } = await startChild(
    sh("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done"),
  ).ended;
  assertEquals(words.length, 8 << 10);
  assertEquals(words.endsWith("line 2999\n"), true);
});

Deno.test("startChild() refuses a program that is not there", () => {
  assertThrows(
    () => startChild({ ...sh(""), file: "/bin/none" }),
    UserError,
    'Cannot start "/bin/none"',
  );
});
