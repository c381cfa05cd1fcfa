// Providers that do their work and say it wrongly, or not at all.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { play } from "./play.ts";

const blocked = ["block no-signal investigation"];

for (
  const [mood, reason] of [
    ["noSignal", "there is no signal file"],
    ["emptySignal", "the signal is empty"],
    ["brokenSignal", "the signal is not JSON"],
    ["halfSignal", "the signal is not JSON"],
    ["wrongToken", "the signal has another attempt's token"],
  ] as const
) {
  Deno.test(`run asks once for a signal, then blocks: ${mood}`, async () => {
    await play([mood], ({ ran, session, starts }) => {
      assertEquals(ran.code, 5);
      assertEquals(session.decisions(), blocked);
      assertEquals(session.attempts(), ["first", "repair"]);
      assertEquals(session.status(), "investigation 1 1 workflow_error");
      const [first, repair] = starts;
      assertEquals(repair?.conversation, first?.conversation);
      assert(repair?.token !== first?.token, "the repair turn has a token too");
      const [row] = session.rowsOf("decided");
      assertStringIncludes(row?.text ?? "", `No usable signal: ${reason}`);
      assertEquals(
        ran.outLines.at(-1),
        "samocode: blocked next: samocode unblock <date>-s --run",
      );
    });
  });
}

Deno.test("run takes the signal that a repair turn writes", async () => {
  await play(["noSignal", "walk"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.attempts(), ["first", "repair"]);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
    assertEquals(session.rowsOf("signal-read").at(-1)?.reading.kind, "valid");
    // The work is done once, the request is short.
    assert(starts[1]!.promptLength < 2000);
    assertEquals(session.artifacts("dive"), 1);
  });
});

Deno.test("run takes a signal without a token where the attempt went well", async () => {
  await play(["unfenced"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(starts.length, 1);
    const [row] = session.rowsOf("signal-read");
    assert(row?.reading.kind === "valid" && !row.reading.fenced);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
  });
});

Deno.test("run takes no signal without a token from an attempt that failed", async () => {
  const failing = {
    mood: "steps",
    steps: [{
      run: `echo '{"status":"continue"}' >"$SESSION/_signal.json"`,
    }, { exit: 1 }],
  };
  await play([failing, "walk"], ({ ran, session }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.attempts(), ["first", "retry"]);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
  });
});

Deno.test("run decides by a valid signal although the program failed after it", async () => {
  await play(["signalThenExit1"], ({ ran, session, starts }) => {
    assertEquals(ran.code, 0);
    assertEquals(starts.length, 1);
    assertEquals(session.outcomes(), ["crashed"]);
    assertEquals(session.rowsOf("attempt-ended")[0]?.kept, null);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
  });
});

Deno.test("run does not obey what an attempt that failed had signalled with another token", async () => {
  const steps = [{
    run: `echo '{"status":"continue","phase":"requirements","token":"x"}' ` +
      `>"$SESSION/_signal.json"`,
  }, { exit: 1 }];
  await play(
    [{ mood: "steps", steps }, "noSignal"],
    ({ ran, session }) => {
      assertEquals(ran.code, 5);
      assertEquals(session.attempts(), ["first", "retry", "repair"]);
      assertEquals(session.decisions(), blocked);
    },
  );
});

Deno.test("run puts back a phase that the agent wrote into the overview, and says so", async () => {
  await play([{ mood: "editPhase", to: "done" }], ({ ran, session }) => {
    assertEquals(ran.code, 0);
    assertEquals(session.status(), "requirements 1 1 no");
    assertEquals(session.rowsOf("fields-restored")[0]?.fields, [
      { name: "Phase", found: "done", put: "investigation" },
    ]);
    assertStringIncludes(
      ran.err,
      "Put back in the overview: Phase (done → investigation)",
    );
  });
});

Deno.test("run keeps a gate closed that the agent tries to open", async () => {
  await play(["approveItself"], ({ project, ran, session }) => {
    assertEquals(ran.code, 4);
    assertEquals(session.status(), "planning 1 1 waiting_human");
    assertEquals(session.rowsOf("gate-opened"), []);
    const tried = JSON.parse(
      Deno.readTextFileSync(join(project.fake, "approve.json")),
    );
    assertEquals(tried.code, 1);
    assertStringIncludes(
      tried.stderr,
      'Cannot run "samocode approve": it is for a person',
    );
  }, { args: ["--workflow", "quick"] });
});

Deno.test("run refuses what the phase does not allow once, then blocks", async () => {
  const done = { mood: "signal", signal: { status: "done" } };
  await play([done], ({ ran, session, starts }) => {
    assertEquals(ran.code, 5);
    assertEquals(starts.length, 2);
    assertEquals(session.decisions(), [
      "repeat done-outside-final investigation",
      "block done-outside-final investigation",
    ]);
    const prompts = session.prompts();
    assertStringIncludes(prompts[1]!, '"done" ends a session only in');
    assert(!prompts[0]!.includes('"done" ends a session only in'));
  }, { args: [] });
});
