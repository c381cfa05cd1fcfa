import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { signals } from "../fakes/acts.ts";
import type { FakeHost, Start } from "../fakes/host.ts";
import type { KeptWork } from "../../lib/system/host.ts";
import { type EngineStage, plans, withEngine } from "./stage.ts";

Deno.test("runLoop() tells once of a text of the overview that found no place", () =>
  withEngine(async (stage) => {
    const name = "_overview.kept-0badcafe.md";
    const stays = signals({ status: "continue" });
    const { host } = await stage.run([
      (start) => {
        Deno.writeTextFileSync(`${stage.paths.folder}/${name}`, "mine\n");
        stays(start);
      },
      stays,
      plans,
    ]);
    const kept = host.told.filter(({ event }) => event === "kept");
    assertEquals(kept.map(({ level, text }) => [level, text.includes(name)]), [
      ["warn", true],
    ]);
  }));

/** What the host answers when it is asked to keep work. */
const keeps = (kept: KeptWork) => (host: FakeHost) =>
  void Object.assign(host, { keepWork: () => Promise.resolve(kept) });
const fails = (start: Start) => start.after(1_000, () => start.exit(1));
const told = (host: FakeHost) =>
  host.told.filter(({ event }) => event === "kept");

/** A run that dies while its attempt runs. */
async function die(stage: EngineStage): Promise<void> {
  await assertRejects(() =>
    stage.run([() => {
      throw new Error("died");
    }])
  );
}

Deno.test("runLoop() tells that the work of an attempt could not be kept, or not all of it", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([fails, plans], {
      onHost: keeps({ problem: "no space", left: ["a\nb", "c"] }),
    });
    assertEquals(told(host).map(({ level, text }) => [level, text]), [[
      "warn",
      "Unfinished work could not be kept ('a b', c): no space",
    ]]);
    assertEquals(stage.rows("attempt-ended")[0]?.kept, null);
  }));

Deno.test("runLoop() tells what a cut-off attempt has left, and what of it could not be kept", () =>
  withEngine(async (stage) => {
    await die(stage);
    const ref = "refs/samocode/wip/x/1-1";
    const { host } = await stage.run([plans], {
      onHost: keeps({ ref, left: ["1", "2", "3", "4", "5", "6", "7"] }),
    });
    assertEquals(told(host).map(({ level, text }) => [level, text]), [
      ["info", `Unfinished work is kept as ${ref}`],
      [
        "warn",
        "Unfinished work could not be kept in full: without 1, 2, 3, 4, 5, 2 more",
      ],
    ]);
    assertEquals(stage.rows("attempt-ended")[0]?.kept, ref);
  }));

Deno.test("runLoop() keeps nothing in the repository around a worktree that is none any more, and tells so", () =>
  withEngine(async (stage) => {
    const { workingDir } = await stage.state();
    await (await stage.open()).append({
      kind: "worktree-ready",
      workingDir: workingDir!,
      base: "a".repeat(40),
      branch: "greeting",
      setup: null,
      phase: "planning",
      change: null,
    });
    const git = join(workingDir!, ".git");
    const { host } = await stage.run([fails, (start) => {
      Deno.mkdirSync(git);
      fails(start);
    }, plans]);
    assertEquals(host.kept, ["26-01-15-greeting/1-2"]);
    assertStringIncludes(told(host)[0]!.text, "is no worktree any more");
  }));
