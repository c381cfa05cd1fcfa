// stop and retry, on runs of a provider that hangs, crashes or is at its limit.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { hostName } from "../../lib/system/self.ts";
import { makeFakeProvider, writeMoods } from "../fakes/make_provider.ts";
import type { Mood } from "../fakes/provider/script.ts";
import { atBlock, inAttempt } from "../fakes/standing.ts";
import { lives, survivors, until } from "../system/survivors.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import {
  type Called,
  ended,
  holdLease,
  inRepository,
  programEnvironment,
  programWords,
  rowsOf,
  startIn,
  untilRow,
} from "./program.ts";

const NAME = "26-01-15-auth";

/** A run of a new session with a fake provider. */
interface Running {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly end: Promise<Called>;
}

/** Runs a test beside one iteration of a fake provider. */
function running(
  moods: readonly (Mood | string)[],
  test: (running: Running) => Promise<void>,
): Promise<void> {
  return inRepository(async (project) => {
    const CLAUDE_PATH = await makeFakeProvider(project.home);
    await writeMoods(project.home, moods);
    const env = {
      ...programEnvironment(project),
      CLAUDE_PATH,
      SAMOCODE_PROVIDER: "claude",
      SAMOCODE_SANDBOX: "1",
      // Nobody shall wait that long.
      SAMOCODE_RETRY_DELAY: "3600",
    };
    const run = ["run", NAME, "--new", "--once"];
    const words = [...programWords, ...run];
    const end = ended(startIn(project, words, { env }));
    const paths = sessionPaths(join(project.sessions, NAME));
    await until(() => exists(paths.journal));
    await test({ project, paths, end });
  });
}

function exists(path: string): boolean {
  try {
    return Deno.lstatSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Mark of the newest attempt. */
function markOf(paths: SessionPaths): string {
  const row = rowsOf(paths).findLast((row) => row.kind === "attempt-started");
  assert(row?.kind === "attempt-started");
  return row.mark;
}

Deno.test("samocode stop ends the attempt and the run in good order", () =>
  running(["hang"], async ({ project, paths, end }) => {
    await untilRow(paths, "provider-started");
    const terminal = project.terminal({ env: { USER: "ann" } });
    assertEquals(await main(["stop", "auth"], terminal), 0);
    const { code, last, err } = await end;
    assertEquals([code, last], [
      0,
      `samocode: requested next: samocode run ${NAME}`,
    ], err);
    assertEquals(survivors(markOf(paths)), []);
    const row = rowsOf(paths).at(-1);
    assert(row?.kind === "run-stopped");
    assertEquals(row.text, "Stopped on request of ann");
  }));

Deno.test("samocode stop --now also tells the process of the run to end", () =>
  running(["hang"], async ({ project, paths, end }) => {
    await untilRow(paths, "provider-started");
    const terminal = project.terminal();
    assertEquals(await main(["stop", "auth", "--now"], terminal), 0);
    assertStringIncludes(terminal.outLines[0]!, "was told to end");
    const { code, err } = await end;
    // Whichever the run hears first.
    assert(code === 143 || code === 0, err);
    assertEquals(survivors(markOf(paths)), []);
  }));

Deno.test("samocode stop refuses where no run is, and leaves nothing for the next one", () =>
  inProject(async (project) => {
    const paths = await project.session(NAME, atBlock());
    for (const words of [["stop"], ["stop", "--now"]]) {
      assertEquals(await main(words, project.terminal()), 1);
    }
    assertEquals(rowsOf(paths).at(-1)?.kind, "decided");
  }));

Deno.test("samocode stop --now ends no process but the one that took the session", () =>
  inProject(async (project) => {
    const paths = await project.session(NAME, inAttempt());
    const other = startIn(project, ["/bin/sleep", "60"]);
    try {
      const elsewhere = await holdLease(paths);
      const terminal = project.terminal();
      assertEquals(await main(["stop", "--now"], terminal), 1);
      assertStringIncludes(terminal.errLines[1]!, 'on the machine "elsewhere"');
      elsewhere.release();
      const reused = await takeLease(paths, {
        pid: other.pid,
        startTime: "1",
        run: "run-1",
        host: hostName(),
        since: "2026-01-15T14:30:00.000+01:00",
        version: "0.1.0",
      }, systemClock);
      assertEquals(await main(["stop", "--now"], project.terminal()), 1);
      reused.release();
      assert(lives(other.pid));
      const row = rowsOf(paths).at(-1);
      assert(row?.kind === "request");
      assertEquals([row.verb, row.run], ["stop", "run-1"]);
    } finally {
      other.kill("SIGKILL");
      await other.output();
    }
  }));

Deno.test("samocode retry ends the wait before another attempt", () =>
  running(["exit1", "walk"], async ({ project, paths, end }) => {
    await untilRow(paths, "attempt-ended");
    const terminal = project.terminal();
    assertEquals(await main(["retry", "auth"], terminal), 0);
    assertEquals(terminal.outLines, [`${NAME} tries again now`]);
    const { code, err } = await end;
    assertEquals(code, 0, err);
    const attempts = rowsOf(paths).filter((r) => r.kind === "attempt-started");
    assertEquals(attempts.length, 2);
    assertEquals(await main(["retry", "auth"], project.terminal()), 1);
  }));

Deno.test("samocode retry ends the wait for a limit", () => {
  const limit = { mood: "usageLimit", resetsInS: 3600 };
  return running([limit, "walk"], async ({ project, paths, end }) => {
    await untilRow(paths, "limit-wait");
    assertEquals(await main(["retry", "auth"], project.terminal()), 0);
    const { code, err } = await end;
    assertEquals(code, 0, err);
    assertEquals(
      rowsOf(paths).flatMap((r) => r.kind === "limit-wait" ? [r.ended] : []),
      [null, "person"],
    );
  });
});

Deno.test("samocode retry lets the next run begin without the wait that a stopped one was in", () => {
  const limit = { mood: "usageLimit", resetsInS: 3600 };
  return running([limit, "walk"], async ({ project, paths, end }) => {
    await untilRow(paths, "limit-wait");
    assertEquals(await main(["stop", "auth"], project.terminal()), 0);
    assertEquals((await end).code, 0);
    const terminal = project.terminal();
    assertEquals(await main(["retry", "auth"], terminal), 0);
    assertEquals(terminal.outLines, [`The next run of ${NAME} does not wait`]);
    const env = {
      ...programEnvironment(project),
      CLAUDE_PATH: join(project.home, "provider"),
      SAMOCODE_PROVIDER: "claude",
      SAMOCODE_SANDBOX: "1",
    };
    const words = [...programWords, "run", "auth", "--once"];
    const { code, err } = await ended(startIn(project, words, { env }));
    assertEquals(code, 0, err);
    const row = rowsOf(paths).findLast((r) => r.kind === "decided");
    assertEquals(row?.iteration, 1);
  });
});
