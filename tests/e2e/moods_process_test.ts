// Providers that hang, die, or leave processes behind.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { lives } from "../system/survivors.ts";
import type { Project } from "./harness.ts";
import { play } from "./play.ts";

const once = { SAMOCODE_MAX_RETRIES: "1" };
const advance = ["advance transition investigation requirements"];

Deno.test("run ends a program that falls silent", async () => {
  await play(["hang"], ({ ran, session }) => {
    assertEquals(ran.code, 1);
    assertEquals(session.outcomes(), ["timeout silence"]);
    assertEquals(session.decisions(), []);
    assertEquals(session.status(), "investigation 1 1 no");
    assertEquals(
      ran.outLines.at(-1),
      "samocode: failed next: samocode run <date>-s",
    );
  }, { env: { ...once, SAMOCODE_SILENCE_TIMEOUT: "1" } });
});

Deno.test("run asks for last words when the time of an attempt is over", async () => {
  await play(["hang", "walk"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.outcomes(), ["timeout total", "success"]);
    assertEquals(session.attempts(), ["first", "timeUp"]);
    assertEquals(starts[1]?.conversation, starts[0]?.conversation);
    assertStringIncludes(session.prompts()[1]!, "time limit");
    assertEquals(session.decisions(), advance);
  }, { env: { CLAUDE_TIMEOUT: "1" } });
});

Deno.test("run kills a program that ignores every polite word", async () => {
  await play(["ignoreTerm"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 1);
    assertEquals(session.outcomes(), ["timeout silence"]);
    assertEquals(session.rowsOf("attempt-ended")[0]?.signal, "SIGKILL");
    assert(!lives(starts[0]!.pid));
  }, { env: { ...once, SAMOCODE_SILENCE_TIMEOUT: "1" } });
});

Deno.test("run tries three times, keeps every log, and goes on under the same number later", async () => {
  await play(["exit1"], async ({ project, ran, session, starts }) => {
    assertEquals(ran.code, 1);
    assertEquals(starts.length, 3);
    assertEquals(session.attempts(), ["first", "retry", "retry"]);
    assertEquals(session.outcomes(), ["crashed", "crashed", "crashed"]);
    const logs = session.rowsOf("attempt-started").map(({ log }) => log);
    assertEquals(new Set(logs).size, 3);
    for (const log of logs) {
      assertEquals(
        session.read(`_logs/${log.replace(/jsonl$/, "err")}`),
        "error: something broke\n",
      );
    }
    assertEquals(
      session.rowsOf("run-stopped")[0]?.text,
      "3 of 3 attempts failed, the last one so: exit code 1 without a result: error: something broke",
    );
    await project.moods("walk");
    const again = await project.run(["run", "s", "--once"]);
    assertEquals(again.code, 0);
    assertEquals(session.decisions(), advance);
    assertEquals(session.status(), "requirements 1 1 no");
    session.sound();
  });
});

Deno.test("run takes the work of a program that stays after its signal", async () => {
  await play(["hangAfterSignal"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(starts.length, 1);
    assertEquals(session.outcomes(), ["timeout grace"]);
    assertEquals(session.decisions(), advance);
  }, { env: { SAMOCODE_SIGNAL_GRACE: "1" } });
});

Deno.test("run takes the work of a program that stays after its result", async () => {
  await play(["hangAfterResult"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(starts.length, 1);
    assertEquals(session.outcomes(), ["success"]);
    assertEquals(session.decisions(), advance);
  }, { env: { SAMOCODE_RESULT_GRACE: "1" } });
});

for (
  const [mood, what] of [
    ["grandchildHoldsStdout", "a grandchild that holds the output"],
    ["grandchildWrites", "a grandchild that goes on writing"],
    ["setsidGrandchild", "a grandchild in a session of its own"],
  ] as const
) {
  Deno.test(`run leaves no process behind: ${what}`, async () => {
    await play([mood], ({ project, ran, session }) => {
      assertEquals(ran.code, 0);
      assertEquals(session.decisions(), advance);
      assertEquals(strays(project).filter(lives), []);
      assert(session.rowsOf("attempt-ended")[0]!.swept > 0);
      assertStringIncludes(ran.err, "left behind");
    });
  });
}

Deno.test("run gives the prompt on standard input, and nothing behind it", async () => {
  await play(["readsStdin"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.decisions(), advance);
    assertEquals(starts[0]!.promptLength, session.prompts()[0]!.length);
    assert(!starts[0]!.argv.join(" ").includes("Do it"));
  });
});

Deno.test("run hands its secrets and its own variables to no provider", async () => {
  await play(["walk"], ({ starts }) => {
    const names = starts[0]!.env.filter((name) =>
      /^(SAMOCODE_|TELEGRAM_)/.test(name)
    );
    assertEquals(names, ["SAMOCODE_RUN"]);
    assert(starts[0]!.env.includes("KEPT"));
  }, { env: { TELEGRAM_BOT_TOKEN: "1:secret", KEPT: "1" } });
});

function strays(project: Project): readonly number[] {
  return Deno.readTextFileSync(join(project.fake, "strays")).trim().split("\n")
    .map(Number);
}
