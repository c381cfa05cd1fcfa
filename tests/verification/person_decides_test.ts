import { assertEquals, assertStringIncludes } from "@std/assert";
import { finishes } from "../engine/stage.ts";
import type { Act, Start } from "../fakes/host.ts";
import { inLab, type Lab } from "./lab.ts";
import { moves, plansIn } from "./story.ts";

/** Work that bends the test with good reason: people want it so. */
async function bent(lab: Lab): Promise<void> {
  await lab.run([plansIn(lab)]);
  await lab.approve();
  const report = await lab.run([moves(() => {
    lab.edit("greet", "Hello", "Good day");
    lab.edit("tests/greet_test.sh", "Hello Ann", "Good day Ann");
    lab.commit();
  })]);
  assertEquals([report.reason, report.code], ["waiting", 4]);
}

Deno.test("samocode shows what waits, and approve --accept-test-changes lets it pass for good", () =>
  inLab("shell", async (lab) => {
    await bent(lab);
    const shown = await lab.samocode("show", "work");
    assertStringIncludes(shown.text, "Waits for test changes");
    assertStringIncludes(shown.text, "assertion-changed tests/greet_test.sh:5");
    assertStringIncludes(shown.text, "old-tests-fail");
    assertStringIncludes(
      shown.text,
      "samocode approve 26-01-15-work --accept-test-changes",
    );
    const status = await lab.samocode("status", "work");
    assertStringIncludes(
      status.text,
      "test changes → samocode approve 26-01-15-work --accept-test-changes",
    );
    const accepted = await lab.samocode(
      "approve",
      "work",
      "--accept-test-changes",
    );
    assertEquals(accepted.code, 0);
    assertStringIncludes(
      accepted.text,
      "Accepted: 26-01-15-work goes on with done",
    );
    const report = await lab.run([(start) => {
      lab.write("CHANGELOG.md", "- Good day\n");
      lab.commit();
      finishes(start);
    }]);
    assertEquals(report.reason, "done");
    const text = (await lab.samocode("report", "work")).text;
    assertStringIncludes(text, "(accepted)");
    assertStringIncludes(text, "test changes opened by person via command");
  }));

Deno.test("samocode asks once more for what was not accepted", () =>
  inLab("shell", async (lab) => {
    await bent(lab);
    await lab.samocode("approve", "work", "--accept-test-changes");
    const report = await lab.run([(start) => {
      lab.edit("tests/greet_test.sh", '[ "$out" != "" ]\n', "");
      lab.commit();
      finishes(start);
    }]);
    assertEquals(report.reason, "waiting");
    const { state } = await lab.open();
    const names = state.waiting?.findings?.map(({ name }) => name);
    assertEquals(names, ["assertion-removed", "old-tests-fail"]);
  }));

Deno.test("samocode reject sends the work back with what the person says", () =>
  inLab("shell", async (lab) => {
    await bent(lab);
    const { code } = await lab.samocode("reject", "work", "Keep Hello");
    assertEquals(code, 0);
    let prompt = "";
    const mends: Act = (start: Start) => {
      prompt = start.prompt;
      moves(() => {
        lab.edit("greet", "Good day", "Hello");
        lab.edit("tests/greet_test.sh", "Good day Ann", "Hello Ann");
        lab.write("README.md", "# Greet\n");
        lab.commit();
      })(start);
    };
    const report = await lab.run([mends, finishes]);
    assertStringIncludes(prompt, "The person did not approve: Keep Hello");
    assertEquals(report.reason, "done");
  }));

Deno.test("samocode compares the same two commits once", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    const report = await lab.run([
      moves(() => {
        lab.write("README.md", "# Greet\n");
        lab.commit();
      }),
      finishes,
    ]);
    assertEquals(report.reason, "done");
    const kinds = Deno.readTextFileSync(lab.paths.journal).trim().split("\n")
      .map((line): string => JSON.parse(line).kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    assertEquals(count("tests-compared"), 1);
    assertEquals(count("check-ended"), 1);
  }));

Deno.test("samocode does not look at tests where the project does not want it, and says so", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    const report = await lab.run([
      moves(() => {
        lab.edit("greet", "Hello", "Good day");
        lab.edit("tests/greet_test.sh", "Hello Ann", "Good day Ann");
        lab.commit();
      }),
      finishes,
    ], { testChanges: "ignore" });
    assertEquals(report.reason, "done");
    const { state } = await lab.open();
    assertEquals(state.compared?.skipped, "TEST_CHANGES=ignore");
  }));

Deno.test("samocode tells changes outside of the plan, and stops nothing for them", () =>
  inLab("shell", async (lab) => {
    await lab.run([
      plansIn(
        lab,
        "# Plan\n\n## Implementation Phases\n\n### Phase 1: Greet\n**Files:** `greet`, `docs`\n- [ ] one\n",
      ),
    ]);
    await lab.approve();
    const report = await lab.run([
      moves(() => {
        lab.edit("greet", "Hello $1", "Hello  $1");
        lab.edit("greet", "Hello  $1", "Hello $1");
        lab.write("docs/a.md", "a\n");
        lab.write("other", "1\n");
        lab.commit();
      }),
      finishes,
    ]);
    assertEquals(report.reason, "done");
    const { state } = await lab.open();
    assertEquals(state.compared?.outside, ["other"]);
    assertStringIncludes(
      state.lastDecision!.text,
      "Outside of the files of the plan: other",
    );
    const text = (await lab.samocode("report", "work")).text;
    assertStringIncludes(text, "Files outside of the plan: other");
  }));

Deno.test("samocode check runs checks by hand, journals them, and a run does not repeat them", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    const checked = await lab.samocode("check", "work", "TEST");
    assertEquals(checked.code, 0);
    assertStringIncludes(checked.text, "test: green after");
    assertStringIncludes(checked.text, "journaled\n1 of 1 green");
    const { state } = await lab.open();
    assertEquals([
      state.checks["test"]?.green,
      state.checks["test"]?.sameFailures,
    ], [true, 0]);
    lab.edit("greet", "Hello", "Bye");
    const red = await lab.samocode("check", "work");
    assertEquals(red.code, 1);
    assertStringIncludes(red.text, "with uncommitted changes");
    const after = (await lab.open()).state;
    assertEquals([
      after.checks["test"]?.green,
      after.checks["test"]?.sameFailures,
    ], [false, 0]);
    const unknown = await lab.samocode("check", "work", "lint");
    assertEquals(unknown.code, 2);
  }));
