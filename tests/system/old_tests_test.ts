import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { systemClock as clock } from "../../lib/system/clock.ts";
import type { OldTestsRun } from "../../lib/system/host.ts";
import {
  checkOldTests,
  type OldTestsOptions,
} from "../../lib/system/old_tests.ts";
import { createTrees } from "../../lib/system/tree.ts";
import { type Place, place, repository } from "./repository.ts";

interface Stage extends Place {
  /** Runs the check `sh test.sh` with the test of the first commit. */
  run(
    options?: Partial<OldTestsOptions> & { readonly paths?: readonly string[] },
  ): Promise<OldTestsRun>;
}

/** A repository whose test asks for 1 at first; `work` changes it, and is committed. */
async function stage(
  work: (its: Place) => void,
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  await place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.write("r/value", "1\n");
    its.write("r/test.sh", 'test "$(cat value)" = 1\n');
    its.git("r", "add", ".");
    its.git("r", "commit", "-qm", "with a test");
    const base = its.git("r", "rev-parse", "HEAD");
    work(its);
    its.git("r", "add", "-A");
    its.git("r", "commit", "-qm", "work");
    const head = its.git("r", "rev-parse", "HEAD");
    const trees = createTrees({ clock });
    const log = (name: string) => `${its.folder}/${name}`;
    try {
      await act({
        ...its,
        run: ({ paths = ["test.sh"], ...options } = {}) =>
          checkOldTests({
            base,
            head,
            paths,
            checks: [{
              name: "test",
              log: log("old"),
              controlLog: log("control"),
            }],
            setupLog: log("setup"),
          }, {
            trees,
            clock,
            env: { PATH: "/usr/bin:/bin" },
            timeoutMs: 10_000,
            workingDir: cwd,
            commandOf: () => "pwd; sh test.sh",
            setup: null,
            setupLog: log("setup"),
            ...options,
          }),
      });
    } finally {
      await trees.close();
    }
    assertEquals(
      its.git("r", "worktree", "list", "--porcelain").match(/^worktree /gm)
        ?.length,
      1,
    );
    assertEquals(its.git("r", "status", "--porcelain"), "");
  });
}

function codes(run: OldTestsRun) {
  assert("results" in run);
  return run.results.map(({ name, old, control }) => [
    name,
    old.exitCode,
    control?.exitCode ?? null,
  ]);
}

Deno.test("checkOldTests() finds a test that was bent: red with the old one, green with the new one", () =>
  stage(({ write }) => {
    write("r/value", "2\n");
    write("r/test.sh", 'test "$(cat value)" = 2\n');
  }, async ({ run, folder }) => {
    const told = await run();
    assertEquals(codes(told), [["test", 1, 0]]);
    const scratch = Deno.readTextFileSync(`${folder}/old`).trim();
    assertStringIncludes(scratch, "/samocode-old-tests-");
    assertEquals(Deno.readTextFileSync(`${folder}/control`).trim(), scratch);
    let gone = false;
    try {
      Deno.statSync(scratch);
    } catch (error) {
      gone = error instanceof Deno.errors.NotFound;
    }
    assert(gone);
  }));

Deno.test("checkOldTests() runs a test that was deleted", () =>
  stage(({ git, write }) => {
    write("r/value", "2\n");
    git("r", "rm", "-q", "test.sh");
  }, async ({ run }) => {
    const commandOf = () => "test ! -f test.sh || sh test.sh";
    assertEquals(codes(await run({ commandOf })), [["test", 1, 0]]);
  }));

Deno.test("checkOldTests() is content with work that passes the old test", () =>
  stage(({ write }) => write("r/test.sh", "true\n"), async ({ run }) => {
    assertEquals(codes(await run()), [["test", 0, null]]);
  }));

Deno.test("checkOldTests() runs the setup command first, and says when it fails", () =>
  stage(
    ({ write }) => write("r/test.sh", "test -f made\n"),
    async ({ run }) => {
      const commandOf = () => "test -f made";
      assertEquals(codes(await run({ commandOf, setup: "touch made" })), [[
        "test",
        0,
        null,
      ]]);
      assertEquals(codes(await run({ commandOf })), [["test", 1, 1]]);
      assertEquals(await run({ setup: "exit 3" }), {
        problem: "the setup command ended with 3",
      });
    },
  ));

Deno.test("checkOldTests() ends at once when the run is interrupted", () =>
  stage(({ write }) => write("r/test.sh", "true\n"), async ({ run }) => {
    assert("problem" in await run({ stop: AbortSignal.abort() }));
  }));
