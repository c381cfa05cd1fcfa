import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { prepared, runStarted } from "../workflow/fixture.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import {
  ended,
  holdLease,
  inRepository,
  programEnvironment,
  programWords,
  rowsOf,
  startIn,
} from "./program.ts";

const NAME = "26-01-15-auth";
/** A configuration that cannot start. */
const env = { SAMOCODE_PROVIDER: "codex", CODEX_PATH: "/nowhere/codex" };

/** The run of a session whose providers were named like that. */
function ranWith(project: MadeProject, providers: readonly string[]) {
  const run = { ...runStarted, providersChosen: true, providers } as const;
  return project.session(NAME, { rows: [...prepared, run] });
}

Deno.test("samocode run goes on with the provider that was chosen for the session", () =>
  inRepository(async (project) => {
    const call = (...words: readonly string[]) =>
      ended(startIn(project, [...programWords, "run", ...words], {
        env: { ...programEnvironment(project), ...env },
      }));
    const task = ["--task", "Greet people", "--provider", "demo"];
    const first = await call("auth", "--once", ...task);
    assertEquals(first.code, 0, first.err);
    assertStringIncludes(first.err, "demo: a scripted provider that always");
    const second = await call("auth", "--once");
    assertEquals(second.code, 4, second.err);
    const [{ name }] = [...Deno.readDirSync(project.sessions)] as [
      Deno.DirEntry,
    ];
    const starts = rowsOf(sessionPaths(join(project.sessions, name)))
      .flatMap((row) => row.kind === "run-started" ? [row] : []);
    assertEquals(
      starts.map(({ providers, providersChosen }) => [
        providers,
        providersChosen,
      ]),
      [[["demo"], true], [["demo"], true]],
    );
  }));

Deno.test("samocode run --dry-run tells that the provider was chosen for the session, and a flag wins", () =>
  inProject(async (project) => {
    await ranWith(project, ["demo"]);
    const terminal = project.terminal({ env });
    assertEquals(await main(["run", "auth", "--dry-run"], terminal), 0);
    const out = terminal.outLines.join("\n");
    assertStringIncludes(out, "Provider:   demo, ");
    assert(/^ +PROVIDER +chosen for this session +demo$/m.test(out), out);
    const flagged = project.terminal({ env });
    assertEquals(await main(["run", "auth", "-p", "codex"], flagged), 2);
    assertStringIncludes(flagged.errLines.join("\n"), "/nowhere/codex");
  }));

Deno.test("samocode run tells when the provider that was chosen is not known any more", () =>
  inProject(async (project) => {
    await ranWith(project, ["gone"]);
    const terminal = project.terminal();
    assertEquals(await main(["run", "auth"], terminal), 2);
    assertStringIncludes(
      terminal.errLines.join("\n"),
      '"gone" was chosen for this session and is not known any more',
    );
  }));

Deno.test("samocode run names the holder of a session before it looks for programs", () =>
  inProject(async (project) => {
    const paths = await ranWith(project, ["codex"]);
    const lease = await holdLease(paths);
    try {
      const terminal = project.terminal({ env });
      assertEquals(await main(["run", "auth"], terminal), 3);
      assertStringIncludes(
        terminal.errLines[0] ?? "",
        `Cannot run "${NAME}": process ${Deno.pid} on "elsewhere" runs it`,
      );
      const looks = ["run", "auth", "-p", "demo", "--dry-run"];
      assertEquals(await main(looks, project.terminal({ env })), 0);
    } finally {
      lease.release();
    }
  }));
