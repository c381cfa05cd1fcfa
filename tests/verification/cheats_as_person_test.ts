import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { signals } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { SHOWS_PLAN } from "../engine/stage.ts";
import { inLab, type Lab, type Said } from "./lab.ts";
import { moves, plansIn } from "./story.ts";

/** Plans, and does something else before the signal. */
function plansAnd(lab: Lab, more: () => void): Act {
  const plan = plansIn(lab);
  return (start) =>
    plan({
      ...start,
      signal: (...call) => {
        more();
        start.signal(...call);
      },
    });
}

async function standsAtGate(lab: Lab): Promise<void> {
  const { state } = await lab.open();
  assertEquals([state.phase, state.waiting?.reason, state.approval], [
    "planning",
    "plan_approval",
    null,
  ]);
}

for (const marked of [true, false]) {
  const how = marked ? "with its mark" : "without its mark";
  Deno.test(`verification, cheat: an agent calls approve, ${how}`, () =>
    inLab("shell", async (lab) => {
      let said: Said | null = null;
      const report = await lab.run([
        plansAnd(lab, () => {
          said = lab.agent(
            marked ? "mark-mark" : null,
            "approve",
            "work",
            "--yes",
          );
        }),
      ]);
      assertEquals([report.reason, said!.code], ["waiting", 1]);
      assertStringIncludes(
        said!.text,
        marked ? "an agent inside a run calls it" : "an attempt is running",
      );
      await standsAtGate(lab);
    }));

  Deno.test(`verification, cheat: an agent starts a run of its own session, ${how}`, () =>
    inLab("shell", async (lab) => {
      let said: Said | null = null;
      await lab.run([
        plansAnd(lab, () => {
          said = lab.agent(
            marked ? "mark-mark" : null,
            "run",
            "work",
            "--auto-approve",
            "--provider",
            "demo",
          );
        }),
      ]);
      assertEquals(said!.code, marked ? 1 : 3, said!.text);
      await standsAtGate(lab);
    }));
}

Deno.test("verification, cheat: an agent writes its approval into the overview", () =>
  inLab("shell", async (lab) => {
    await lab.run([
      plansAnd(lab, () => {
        const text = Deno.readTextFileSync(lab.paths.overview);
        Deno.writeTextFileSync(
          lab.paths.overview,
          text.replace(/^Phase: .*$/m, "Phase: implementation").replace(
            /^Blocked: .*$/m,
            "Blocked: no",
          ),
        );
      }),
    ]);
    await standsAtGate(lab);
    assertStringIncludes(
      Deno.readTextFileSync(lab.paths.overview),
      "Blocked: waiting_human",
    );
  }));

Deno.test("verification, cheat: an agent changes the plan after its approval", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    const report = await lab.run([moves(() => {
      const path = `${lab.paths.folder}/plan.md`;
      const text = Deno.readTextFileSync(path);
      Deno.writeTextFileSync(path, text.replace("- [ ] one", "- [x] nothing"));
      lab.write("new", "1\n");
      lab.commit();
    })]);
    assertEquals(report.reason, "waiting");
    const shown = await lab.samocode("show", "work", "plan");
    assertStringIncludes(shown.text, "Changed since ann approved it");
    assertStringIncludes(shown.text, "- - [ ] one\n+ - [ ] nothing");
  }));

Deno.test("verification, cheat: an agent says that all is done where nothing can be done, twice", () =>
  inLab("shell", async (lab) => {
    const done = signals({ status: "done", summary: "All is done" });
    const report = await lab.run([done, done]);
    assertEquals(report.reason, "blocked");
    assertEquals((await lab.open()).state.blocked?.rule, "done-outside-final");
  }));

Deno.test("verification, cheat: an agent signals in the name of another attempt", () =>
  inLab("shell", async (lab) => {
    const forges: Act = (start) =>
      signals(SHOWS_PLAN)({
        ...start,
        signal: (signal) => start.signal(signal, "token-of-another"),
      });
    const report = await lab.run([forges, forges, forges]);
    assertEquals(report.reason, "blocked");
    assertEquals((await lab.open()).state.blocked?.rule, "no-signal");
  }));

Deno.test("verification, cheat: an agent opens the last gate by itself, and samocode never does it for it", () =>
  inLab("shell", async (lab) => {
    await lab.run([plansIn(lab)]);
    await lab.approve();
    let said: Said | null = null;
    const bends = moves(() => {
      lab.edit("tests/greet_test.sh", "Hello Ann", "Hello");
      lab.edit("greet", "Hello $1", "Hello");
      lab.commit();
      said = lab.agent(
        null,
        "approve",
        "work",
        "--accept-test-changes",
        "--yes",
      );
    });
    const report = await lab.run([bends], { autoApprove: true, stay: false });
    assertEquals([report.reason, said!.code], ["waiting", 1]);
    const again = await lab.run([], { autoApprove: true });
    assertEquals(again.reason, "waiting");
    const { state } = await lab.open();
    assertEquals(state.waiting?.reason, "test_changes");
    assert(state.waiting!.findings!.length > 0);
    const plain = await lab.samocode("approve", "work", "--yes");
    assertEquals(plain.code, 1);
    assertStringIncludes(plain.text, "--accept-test-changes");
  }));
