import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Start } from "../fakes/host.ts";
import { signals } from "../fakes/acts.ts";
import type { Facts, IndexLock } from "../../lib/system/host.ts";
import { plans, withEngine } from "./stage.ts";

const LOCK = "/main/.git/worktrees/x/index.lock";

function facts(lock: IndexLock | null): Facts {
  return {
    head: null,
    tree: null,
    branch: null,
    dirty: false,
    changed: [],
    ...(lock === null ? {} : { indexLock: lock }),
  };
}

const fails = (start: Start) => start.after(1_000, () => start.exit(1));
const about = ({ prompt }: Start) => prompt.includes("index is locked");

Deno.test("runLoop() tells the next attempt of a lock that one before left, and no attempt after that", () =>
  withEngine(async (stage) => {
    let lock: IndexLock | null = null;
    const seen: boolean[] = [];
    const prompts: string[] = [];
    const stays = signals({ status: "continue" });
    await stage.run([
      (start) => {
        seen.push(about(start));
        // Killed in the middle of a commit.
        lock = { path: LOCK, sinceMs: stage.clock.now() };
        fails(start);
      },
      (start) => {
        seen.push(about(start));
        prompts.push(start.prompt);
        stays(start);
      },
      // Also where the one before was not cut off.
      (start) => {
        seen.push(about(start));
        lock = null;
        stays(start);
      },
      (start) => {
        seen.push(about(start));
        plans(start);
      },
    ], { facts: () => facts(lock) });
    assertEquals(seen, [false, true, true, false]);
    assertStringIncludes(prompts[0]!, LOCK);
    assertStringIncludes(prompts[0]!, "did not finish");
  }));

Deno.test("runLoop() tells nothing of a lock that somebody holds for a moment", () =>
  withEngine(async (stage) => {
    // A person works in the repository: it is another one at each look.
    let sinceMs = 0;
    let looks = 0;
    await stage.run([fails, (start) => {
      assert(!about(start));
      plans(start);
    }], {
      facts: () => {
        looks++;
        return facts({ path: LOCK, sinceMs: sinceMs++ });
      },
    });
    assert(looks > 2);
  }));
