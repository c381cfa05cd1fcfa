// What the host verifies, and what it journals as verified, is what git tells at that moment.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import type { Facts } from "../../lib/system/host.ts";
import {
  type EngineStage,
  finishes,
  moves,
  plans,
  withEngine,
} from "./stage.ts";

const clean: Facts = {
  head: "a".repeat(40),
  tree: "b".repeat(40),
  branch: "greeting",
  dirty: false,
  changed: [],
};
const nothing: Facts = { ...clean, head: null, tree: null, branch: null };
const input = { checks: [{ name: "TEST", command: "deno test" }] };

/** Has its plan approved, and a branch of its own. */
async function begin(stage: EngineStage): Promise<void> {
  const { workingDir } = await stage.state();
  Deno.mkdirSync(join(workingDir!, ".git"));
  await (await stage.open()).append({
    kind: "worktree-ready",
    workingDir: workingDir!,
    base: clean.head,
    branch: "greeting",
    setup: null,
    phase: "planning",
    change: null,
  });
  await stage.run([plans], { facts: () => clean });
  await stage.approve();
}

Deno.test("runLoop() journals the commit that it verified, also when the run before was interrupted in its checks", () =>
  withEngine(async (stage) => {
    await begin(stage);
    const changed = { ...clean, tree: "c".repeat(40) };
    let host: { interrupt(by: "interrupt"): void } | null = null;
    let checks = 0;
    const cut = await stage.run([moves, finishes], {
      input,
      facts: () => checks === 0 ? clean : changed,
      onHost: (its) => host = its,
      check() {
        if (++checks === 1) return {};
        host?.interrupt("interrupt");
        return { exitCode: null };
      },
    });
    assertEquals(cut.report.reason, "interrupted");
    const later = await stage.run([], { input, facts: () => changed });
    assertEquals(later.report.reason, "done");
    const { tree, head, branch, dirty } = changed;
    assertEquals(
      stage.rows("decided").at(-1)?.tree,
      { tree, head, branch, dirty },
    );
  }));

Deno.test("runLoop() verifies nothing while git tells nothing of a session with a branch", () =>
  withEngine(async (stage) => {
    await begin(stage);
    const git = join((await stage.state()).workingDir!, ".git");
    const gone = await stage.run([moves], { input, facts: () => nothing });
    assertEquals([gone.report.reason, gone.report.code], ["blocked", 5]);
    assertStringIncludes(gone.report.text, "git tells nothing");
    assertEquals(stage.rows("check-ended"), []);
    assertEquals(stage.rows("decided").length, 1);
    Deno.removeSync(git);
    const around = await stage.run([], { input, facts: () => clean });
    assertEquals(around.report.reason, "blocked");
    Deno.mkdirSync(git);
    // Its signal counts once git is there again.
    const { report, host } = await stage.run([finishes], {
      input,
      facts: () => clean,
    });
    assertEquals([report.reason, host.starts.length], ["done", 1]);
  }));
