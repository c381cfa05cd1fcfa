import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { acquireLock } from "../../lib/session/lock.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { overviewAt, PLAN, PLAN_FILE } from "../fakes/standing.ts";
import { inProject } from "./made_session.ts";
import { rowsOf } from "./program.ts";

const NAME = "26-01-15-auth";

Deno.test("samocode approve takes over a session of the predecessor, however broken the person's own configuration is", () =>
  inProject(async (project) => {
    const signal =
      '{"status":"waiting","phase":"planning","for":"plan_approval"}';
    const paths = await project.session(NAME, {
      overview: overviewAt("planning", "waiting_human"),
      files: { [PLAN_FILE]: PLAN, "_signal.json": signal },
    });
    const own = join(project.home, ".config/samocode");
    Deno.mkdirSync(own, { recursive: true });
    Deno.writeTextFileSync(join(own, "config.yaml"), "version: [\n");
    const terminal = project.terminal();
    assertEquals(await main(["approve", "auth"], terminal), 0);
    assertStringIncludes(terminal.errLines[0]!, "config.yaml is passed over");
    assertEquals(rowsOf(paths).map(({ kind }) => kind), [
      "taken-over",
      "gate-opened",
      "overview-written",
    ]);
    assertEquals(Deno.readTextFileSync(paths.signal), "{}");
    const overview = Deno.readTextFileSync(paths.overview);
    assertStringIncludes(overview, "\nPhase: implementation\n");
    assertStringIncludes(overview, "\nBlocked: no\n");
  }));

Deno.test("samocode approve refuses a session of the predecessor that asks nothing, or is worked on", () =>
  inProject(async (project) => {
    const overview = overviewAt("planning");
    const paths = await project.session(NAME, { overview });
    const options = { waitMs: 0, clock: systemClock };
    const lease = await acquireLock(paths.lease, options);
    assertEquals(await main(["approve"], project.terminal()), 1);
    assertEquals([...Deno.readDirSync(paths.folder)].length, 2);
    lease?.release();
    assertEquals(await main(["approve"], project.terminal()), 1);
    assertEquals(Deno.readTextFileSync(paths.overview), overview);
    await project.session("26-01-15-broken", { overview: "nothing" });
    await project.session("26-01-15-empty", { overview: null });
    assertEquals(await main(["approve", "broken"], project.terminal()), 1);
    assertEquals(
      await main(["approve", "26-01-15-empty"], project.terminal()),
      1,
    );
    assertEquals(await main(["approve", "nobody"], project.terminal()), 2);
  }));
