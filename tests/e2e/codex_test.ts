// A run with the other provider.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { play } from "./play.ts";

const codex = ["--provider", "codex"];

Deno.test("run carries a task to its end with codex", async () => {
  await play(["walk"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.status(), "done 4 4 no");
    assertEquals(starts.map(({ argv }) => argv[0]), Array(4).fill("exec"));
    const spent = session.rowsOf("attempt-ended").map(({ tokens, costUsd }) => [
      tokens?.input,
      tokens?.cacheRead,
      costUsd,
    ]);
    assertEquals(spent, Array(4).fill([400, 600, null]));
  }, { args: [...codex, "--workflow", "quick", "--auto-approve"] });
});

Deno.test("run asks codex once for a missing signal, in the same conversation", async () => {
  await play(["noSignal", "walk"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.attempts(), ["first", "repair"]);
    assertEquals(starts[1]?.conversation, starts[0]?.conversation);
    assertEquals(starts[1]?.argv.slice(0, 2), ["exec", "resume"]);
    // It tells totals of the conversation: what is new is counted.
    assertEquals(
      session.rowsOf("attempt-ended").map(({ tokens }) => tokens?.output),
      [50, 50],
    );
  }, { args: [...codex, "--once"] });
});

Deno.test("run blocks when codex is not logged in, and says the way out", async () => {
  await play(["loginExpired"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 5);
    assertEquals(starts.length, 1);
    assertEquals(session.decisions(), ["block login investigation"]);
    assertStringIncludes(ran.err, "log in with the provider's own program");
  }, { args: [...codex, "--once"] });
});

Deno.test("run tries codex again when its service is overloaded or it breaks", async () => {
  await play(["overloaded", "exit1", "walk"], ({ ran, session }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.outcomes(), ["overloaded", "crashed", "success"]);
  }, { args: [...codex, "--once"] });
});
