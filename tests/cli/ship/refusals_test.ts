// What stands in the way of a hand-over: said, with the way out, and nothing is done.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../../lib/cli/ship.ts";
import { holdSession } from "../../../lib/cli/session/hold.ts";
import { BusyError, UsageError, UserError } from "../../../lib/errors.ts";
import { atPlanGate, inAttempt } from "../../fakes/standing.ts";
import { inProject } from "../made_session.ts";
import { git } from "../sound_project.ts";
import { inShipping, refused } from "./scene.ts";

Deno.test("ship refuses a session that is not finished, and tells what is next", () =>
  inShipping(async (scene) => {
    await refused(scene, {
      words: "it is not finished: it is in",
      hint: `samocode run ${scene.name}`,
    });
    const lease = await holdSession(scene.paths);
    try {
      await refused(scene, {
        words: "a run works in",
        hint: `samocode wait ${scene.name}`,
      });
    } finally {
      lease.release();
    }
  }, { done: false }));

Deno.test("ship refuses a session that waits, or whose attempt was cut off", () =>
  inProject(async (project) => {
    await project.session("26-01-15-gate", await atPlanGate());
    await project.session("26-01-15-cut", inAttempt());
    const ship = (name: string) =>
      run({ flags: {}, positionals: [name] }, project.terminal());
    const gate = await assertRejects(() => ship("gate"), UserError);
    assertStringIncludes(gate.message, "it waits for plan approval");
    assertEquals(gate.hint, "samocode approve 26-01-15-gate");
    const cut = await assertRejects(() => ship("cut"), UserError);
    assertStringIncludes(cut.message, "it is not finished");
    assertEquals(cut.hint, "samocode status 26-01-15-cut");
  }));

Deno.test("ship refuses what is not committed, and names the files", () =>
  inShipping(async (scene) => {
    await Deno.writeTextFile(join(scene.worktree, "draft"), "x\n");
    const error = await refused(scene, {
      words: "1 file with uncommitted changes",
      hint: "status",
    });
    assertEquals(error.details, ["draft"]);
  }));

Deno.test("ship refuses a commit that nobody verified", () =>
  inShipping(async (scene) => {
    git(scene.worktree, "commit", "-q", "--allow-empty", "-m", "By hand");
    const error = await refused(scene, {
      words: "what was verified at its end is",
      hint: `samocode reopen ${scene.name}`,
    });
    assertEquals(error.details, ["1 commit came later"]);
    git(scene.worktree, "reset", "-q", "--hard", "HEAD~2");
    const back = await refused(scene, { words: "verified", hint: "reopen" });
    assertEquals(back.details, []);
  }));

Deno.test("ship refuses a worktree on another branch, without one, and a worktree that is gone", () =>
  inShipping(async (scene) => {
    git(scene.worktree, "switch", "-q", "--detach");
    await refused(scene, { words: "is on no branch", hint: "switch auth" });
    git(scene.worktree, "switch", "-q", "-c", "other");
    await refused(scene, { words: 'the branch "other"', hint: "switch auth" });
    await Deno.rename(scene.worktree, `${scene.worktree}-away`);
    await refused(scene, { words: "is missing", hint: "worktree add" });
  }));

Deno.test("ship overwrites nothing that somebody else pushed", () =>
  inShipping(async (scene) => {
    const { project, worktree, output, bare } = scene;
    const other = join(project.home, "other");
    git(project.home, "clone", "-q", bare, other);
    for (const [key, value] of [["name", "Bo"], ["email", "b@b"]]) {
      git(other, "config", `user.${key}`, value!);
    }
    git(other, "switch", "-q", "-c", "auth");
    git(other, "commit", "-q", "--allow-empty", "-m", "Theirs");
    git(other, "push", "-q", "origin", "auth");
    const theirs = output(["rev-parse", "auth"], bare);
    await refused(scene, {
      words: "not part of what was verified; nothing is overwritten",
      hint: "fetch origin auth",
    });
    // Known here as well, it is still not ours.
    git(worktree, "fetch", "-q", "origin", "auth");
    await refused(scene, { words: "not part of", hint: "fetch" });
    assertEquals(output(["rev-parse", "auth"], bare), theirs);
  }));

Deno.test("ship refuses branches that do not fit", () =>
  inShipping(async (scene) => {
    const kind = UsageError;
    await refused(scene, {
      words: 'the remote "origin" has no branch "nope"',
      hint: "--base main",
      flags: { base: "nope" },
      kind,
    });
    await refused(scene, {
      words: '"auth" is the branch that it would go into',
      hint: "--base",
      flags: { base: "auth" },
      kind,
    });
    for (const flags of [{ update: true }, { base: "main" }]) {
      await refused(scene, {
        words: 'with "--no-pr"',
        hint: "--help",
        flags: { "no-pr": true, ...flags },
        kind,
      });
    }
  }));

Deno.test("ship is refused while something else holds the session", () =>
  inShipping(async ({ ship, paths, shipped }) => {
    const lease = await holdSession(paths);
    try {
      await assertRejects(() => ship(), BusyError);
    } finally {
      lease.release();
    }
    assertEquals(shipped(), []);
  }));
