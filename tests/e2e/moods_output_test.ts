// Providers whose output is too much, or not what it should be, and services that refuse.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { play } from "./play.ts";

const advance = ["advance transition investigation requirements"];

for (
  const [mood, what] of [
    ["line10m", "a line of ten megabytes"],
    ["noNewline", "a result without a newline"],
    ["nonUtf8", "bytes that are no UTF-8"],
  ] as const
) {
  Deno.test(`run takes its signal and keeps every byte: ${what}`, async () => {
    await play([mood], ({ ran, session, starts }) => {
      assertEquals(ran.code, 0);
      assertEquals(starts.length, 1);
      assertEquals(session.outcomes(), ["success"]);
      assertEquals(session.decisions(), advance);
    });
  });
}

Deno.test("run keeps a flood on standard error", async () => {
  await play(["stderrFlood"], ({ ran, session }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.decisions(), advance);
    const { log } = session.rowsOf("attempt-started")[0]!;
    const flood = session.read(`_logs/${log.replace(/jsonl$/, "err")}`);
    assertEquals(flood.length, 5 << 20);
    assert(/^(e{1023}\n)+$/.test(flood));
  });
});

Deno.test("run ends a program that prints without end", async () => {
  const steps = Array.from({ length: 4 }, () => ({ say: "x".repeat(1 << 20) }));
  await play([{ mood: "steps", steps: [...steps, { sleepMs: 5000 }] }], (
    { ran, session },
  ) => {
    assertEquals(ran.code, 1);
    assertEquals(session.outcomes(), ["timeout size"]);
  }, { env: { SAMOCODE_MAX_LOG_MIB: "1", SAMOCODE_MAX_RETRIES: "1" } });
});

Deno.test("run waits for a usage limit and charges no attempt for it", async () => {
  await play([{ mood: "usageLimit", resetsInS: 1 }, "walk"], (
    { ran, session },
  ) => {
    assertEquals(ran.code, 0);
    assertEquals(session.outcomes(), ["limit", "success"]);
    assertEquals(session.attempts(), ["first", "redelivery"]);
    assertEquals(session.decisions(), advance);
    const [began, ended] = session.rowsOf("limit-wait");
    assertEquals([began?.window, began?.told], ["five_hour", true]);
    assertEquals([began?.ended, ended?.ended], [null, "reset"]);
    assertStringIncludes(ran.err, "Limit (five_hour) until");
  }, { env: { SAMOCODE_MAX_RETRIES: "1" } });
});

Deno.test("run does not trust a reset that is over: it waits some minutes, and Ctrl-C ends the wait", async () => {
  await play([{ mood: "usageLimit", resetsInS: -60 }], ({ ran, session }) => {
    assertEquals(ran.code, 130);
    assertEquals(session.rowsOf("limit-wait").length, 1);
    assertEquals(session.rowsOf("limit-wait")[0]?.told, false);
    assertEquals(session.rowsOf("attempt-started").length, 1);
  }, { interruptAt: /Limit \(five_hour\)/ });
});

Deno.test("run blocks at an expired login, and says the way out", async () => {
  await play(["loginExpired"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 5);
    assertEquals(starts.length, 1);
    assertEquals(session.decisions(), ["block login investigation"]);
    assertStringIncludes(ran.err, "log in with the provider's own program");
    assertEquals(
      ran.outLines.at(-1),
      "samocode: blocked next: samocode unblock <date>-s --run",
    );
  });
});

Deno.test("run tries again when the service is overloaded", async () => {
  await play(["overloaded", "walk"], ({ ran, session }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.outcomes(), ["overloaded", "success"]);
    assertEquals(session.attempts(), ["first", "retry"]);
    assertEquals(session.decisions(), advance);
  });
});

Deno.test("run goes on with the next provider of a chain instead of waiting", async () => {
  await play([{ mood: "usageLimit", resetsInS: 600 }, "walk"], (
    { ran, session, starts },
  ) => {
    assertEquals(ran.code, 0);
    assertEquals(
      session.rowsOf("attempt-started").map(({ provider }) => provider),
      ["claude", "codex"],
    );
    assertEquals(starts[1]?.argv[0], "exec");
    assertEquals(session.decisions(), advance);
    assertStringIncludes(ran.err, "codex goes on");
  }, { args: ["--once", "--provider", "claude,codex"] });
});
