import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { parsePlan } from "../../lib/workflow/plan.ts";
import { fillAnswers, questionsState } from "../../lib/workflow/questions.ts";
import { readStarts, writeMoods } from "./make_provider.ts";
import { type FakeStage, withStage } from "./stage.ts";

async function signalOf(stage: FakeStage): Promise<Record<string, unknown>> {
  return JSON.parse(await stage.read("_signal.json"));
}

async function planOf(stage: FakeStage) {
  return parsePlan(await stage.read("01-15-14:30-plan-fake.md"));
}

Deno.test("The fake provider walks from the first phase to the last", async () => {
  await withStage(async (stage) => {
    const go = async (phase: string) => {
      assertEquals((await stage.play(phase)).outcome.kind, "success");
      const { token, status, phase: to, for: wait } = await signalOf(stage);
      assertEquals(token, "t-1");
      return to ?? wait ?? status;
    };
    assertEquals(await go("investigation"), "requirements");
    assertEquals(await go("requirements"), "qa_answers");
    const questions = await stage.read("_qa.md");
    assertEquals(questionsState(questions), "open");
    await Deno.writeTextFile(
      join(stage.session, "_qa.md"),
      fillAnswers(questions, {}, { acceptSuggestions: true }).text,
    );
    assertEquals(await go("requirements"), "planning");
    assertEquals(await go("planning"), "plan_approval");
    assertEquals((await planOf(stage)).problems, []);
    assertEquals(await go("implementation"), "continue");
    assertEquals((await planOf(stage)).ticked, 1);
    assertEquals(await go("implementation"), "testing");
    assertEquals((await planOf(stage)).ticked, 2);
    assertEquals(await go("testing"), "quality");
    assertEquals(await go("quality"), "testing");
    assertEquals(await go("testing"), "done");
    assertEquals(await go("done"), "done");
    const overview = await stage.read("_overview.md");
    assert(overview.includes("## Plans\n- 01-15-14:30-plan-fake.md - "));
    assert(
      overview.includes("- [007 @ 01-15 14:30] Wrote 01-15-14:30-summary"),
    );
    const log = await new Deno.Command("git", {
      args: ["-C", stage.repository, "log", "--format=%s"],
    }).output();
    assertEquals(new TextDecoder().decode(log.stdout), "Add fake-007.txt\n");
  });
});

Deno.test("The fake provider goes from implementation to done in the quick workflow", async () => {
  await withStage(async (stage) => {
    await stage.play("implementation");
    assertEquals((await signalOf(stage))["phase"], "done");
  }, { FAKE_WORKFLOW: "quick" });
});

Deno.test("The fake provider speaks codex as well", async () => {
  await withStage(async (stage) => {
    const { outcome, stdout } = await stage.play("planning", ["exec", "-"]);
    assertEquals(outcome.kind, "success");
    assert(stdout.startsWith('{"type":"thread.started"'));
  });
});

Deno.test("The fake provider only writes the signal when a conversation is resumed", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["noSignal", "walk"]);
    await stage.play("planning", ["-p", "--session-id", "c1"]);
    const { stdout } = await stage.play("planning", ["-p", "--resume", "c1"]);
    assertEquals((await signalOf(stage))["for"], "plan_approval");
    const plans = [...Deno.readDirSync(stage.session)]
      .filter(({ name }) => name.includes("plan"));
    assertEquals(plans.length, 1);
    assert(stdout.includes('"total_cost_usd":1'));
  }, { FAKE_COST_USD: "0.5" });
});

Deno.test("The fake provider plays one mood per start and keeps a record", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["noSignal", { mood: "emptySignal" }]);
    for (const phase of ["planning", "testing", "done"]) {
      await stage.play(phase);
    }
    const starts = await readStarts(stage.dir);
    assertEquals(starts.map(({ mood, phase }) => [mood, phase]), [
      ["noSignal", "planning"],
      ["emptySignal", "testing"],
      ["emptySignal", "done"],
    ]);
    const [first] = starts;
    assertEquals([first?.iteration, first?.token, first?.mark], [
      7,
      "t-1",
      "mark",
    ]);
    assert(first?.env.includes("SAMOCODE_RUN"));
    assertEquals(first?.argv, ["-p"]);
    assertEquals(first?.cwd, stage.repository);
  });
});

Deno.test("The fake provider writes every kind of bad signal after good work", async () => {
  const expected: Record<string, string> = {
    brokenSignal: "continue, please\n",
    halfSignal: '{"status":"waiting","for":"plan_approval","s',
    emptySignal: "{}",
    unfenced:
      '{"status":"waiting","for":"plan_approval","summary":"A plan in two phases"}\n',
    wrongToken:
      '{"status":"waiting","for":"plan_approval","summary":"A plan in two phases","token":"not-the-token"}\n',
  };
  for (const [mood, text] of Object.entries(expected)) {
    await withStage(async (stage) => {
      await writeMoods(stage.dir, [mood]);
      assertEquals((await stage.play("planning")).outcome.kind, "success");
      assertEquals(await stage.read("_signal.json"), text);
    });
  }
});

Deno.test("The fake provider writes exactly the signal of its script", async () => {
  await withStage(async (stage) => {
    const signal = { status: "done", summary: "x" };
    await writeMoods(stage.dir, [
      { mood: "signal", signal },
      { mood: "signal", signal, token: "none" },
    ]);
    await stage.play("planning");
    assertEquals(await signalOf(stage), { ...signal, token: "t-1" });
    await stage.play("planning");
    assertEquals(await signalOf(stage), signal);
  });
});

Deno.test("The fake provider fails the way both programs do", async () => {
  const kinds = { usageLimit: "limit", loginExpired: "login", overloaded: "" };
  for (const [mood, kind] of Object.entries(kinds)) {
    for (const args of [["-p"], ["exec", "-"]]) {
      await withStage(async (stage) => {
        await writeMoods(stage.dir, [{ mood, resetsInS: 3600 }]);
        const { code, outcome } = await stage.play("planning", args);
        assertEquals([code, outcome.kind], [1, kind || mood]);
        if (outcome.kind === "limit") {
          const inMs = (outcome.resetsAtMs ?? 0) - Date.now();
          assert(inMs > 3_400_000 && inMs <= 3_601_000, `${inMs}`);
        }
      });
    }
  }
});

Deno.test("The fake provider does its work in spite of odd output", async () => {
  const odd: Record<string, (text: string, errors: number) => boolean> = {
    line10m: (text) => text.split("\n").some((line) => line.length > 10 << 20),
    noNewline: (text) => !text.endsWith("\n"),
    nonUtf8: (text) => text.includes("\uFFFD"),
    stderrFlood: (_text, errors) => errors === 5 << 20,
  };
  for (const [mood, isOdd] of Object.entries(odd)) {
    await withStage(async (stage) => {
      await writeMoods(stage.dir, [mood]);
      const { outcome, stdout, stderrBytes } = await stage.play("planning");
      assertEquals(outcome.kind, "success", mood);
      assert(isOdd(stdout, stderrBytes), mood);
      assertEquals((await signalOf(stage))["token"], "t-1");
    });
  }
});

Deno.test("The fake provider plays steps", async () => {
  await withStage(async (stage) => {
    const steps = [
      { tool: ["Bash", "make"] as const },
      { run: 'echo a >a.txt && echo b >"$SESSION/b.txt"' },
      { signal: { status: "continue" } },
      { exit: 7 },
    ];
    await writeMoods(stage.dir, [{ mood: "steps", steps }]);
    const { code, outcome } = await stage.play("planning");
    assertEquals([code, outcome.kind], [7, "crashed"]);
    assertEquals(await stage.read("b.txt"), "b\n");
    assertEquals((await signalOf(stage))["status"], "continue");
  });
});

Deno.test("The fake provider tries what an agent must not do", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["approveItself", "editPhase"]);
    await stage.play("planning");
    const tried = JSON.parse(
      await Deno.readTextFile(join(stage.dir, "approve.json")),
    );
    assertEquals(tried.stdout, `approve ${stage.session}\n`);
    await stage.play("planning");
    assert((await stage.read("_overview.md")).includes("\nPhase: done\n"));
  }, { FAKE_SAMOCODE: "echo" });
});
