// Runs whose terminal is closed, or whose reader goes away.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { OutputClosed } from "../../lib/system/terminal.ts";
import { shellWord } from "../../lib/workflow/shell_word.ts";
import { makeFakeProvider, writeMoods } from "../fakes/make_provider.ts";
import { onTerminal } from "../system/on_terminal.ts";
import { numberIn } from "../system/survivors.ts";
import { inProject } from "./made_session.ts";
import {
  inRepository,
  programEnvironment,
  programWords,
  rowsOf,
  startIn,
  untilRow,
} from "./program.ts";

const NAME = "26-01-15-auth";
const run = [...programWords, "run", NAME, "--new"].map(shellWord).join(" ");

Deno.test("run goes on without a reader: its code is that of the run, its log is whole", async () => {
  for (
    const pipe of [
      "-v; echo $? >code; } 2>&1 | head -1",
      "-q; echo $? >code; } | true",
    ]
  ) {
    await inRepository(async (project) => {
      const shell = `{ ${run} ${pipe}`;
      await startIn(project, ["/bin/sh", "-c", shell]).output();
      assertEquals(await numberIn(join(project.repo, "code")), 4);
      const paths = sessionPaths(join(project.sessions, NAME));
      const last = rowsOf(paths).at(-1);
      assert(last?.kind === "run-stopped" && last.reason === "waiting");
      const log = Deno.readTextFileSync(paths.log);
      assertStringIncludes(log, "INFO  waiting: ");
    });
  }
});

Deno.test("run stops in good order when its terminal is closed", () =>
  inRepository(async (project) => {
    const CLAUDE_PATH = await makeFakeProvider(project.home);
    await writeMoods(project.home, ["hang"]);
    // As a shell does that is talked to: it passes the end of the terminal on to its jobs.
    const job = `trap '' HUP; ${run} </dev/tty; echo $? >code`;
    const shell = `trap "trap '' HUP; kill -HUP 0" HUP; (${job}) & wait; wait`;
    const terminal = onTerminal(shell, {
      env: {
        ...programEnvironment(project),
        CLAUDE_PATH,
        SAMOCODE_PROVIDER: "claude",
        SAMOCODE_SANDBOX: "1",
        SAMOCODE_KILL_GRACE: "1",
      },
      cwd: project.repo,
    });
    const paths = sessionPaths(join(project.sessions, NAME));
    await terminal.prints(/Iteration 1 · investigation/);
    await untilRow(paths, "provider-started");
    terminal.kill();
    await terminal.ended;
    assertEquals(await numberIn(join(project.repo, "code")), 129);
    const ending = ["attempt-ended", "signal-read", "run-stopped"];
    assertEquals(endingOf(paths), ending);
    const log = Deno.readTextFileSync(paths.log);
    assertStringIncludes(log, "Stopping (hungUp)");
  }));

Deno.test("main() keeps the exit code of an error that nobody can read", () =>
  inProject(async (project) => {
    const gone = () => {
      throw new OutputClosed();
    };
    const terminal = { ...project.terminal(), out: gone, err: gone };
    assertEquals(await main(["run", "nothing"], terminal), 2);
    assertEquals(await main(["--help"], terminal), 0);
  }));

/** Kinds of the last rows from the end of the attempt on. */
function endingOf(paths: SessionPaths): readonly string[] {
  const kinds = rowsOf(paths).map((row) => row.kind);
  return kinds.slice(kinds.lastIndexOf("attempt-ended"));
}
