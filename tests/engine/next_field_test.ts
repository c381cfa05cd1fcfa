import { assertEquals } from "@std/assert";
import { readOverview } from "../../lib/session/overview.ts";
import { finishes, moves, plans, withEngine } from "./stage.ts";

Deno.test("applyDecision() does not leave its own words of what comes next behind", () =>
  withEngine(async (stage) => {
    const next = () => readOverview(stage.overview()).next;
    assertEquals(next(), "Begin planning");
    await stage.run([plans]);
    assertEquals(next(), "Await plan approval");
    await stage.approve();
    await stage.run([moves, finishes]);
    assertEquals(next(), "Review the branch");
  }));

Deno.test("applyDecision() leaves an agent's words of what comes next", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    stage.edit(/^Next: .*$/m, "Next: Look at the colours");
    await stage.run([moves, finishes]);
    assertEquals(
      readOverview(stage.overview()).next,
      "Look at the colours",
    );
  }));
