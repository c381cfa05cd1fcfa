// A person at a terminal sees what is applied, and nothing else is.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/session.ts";
import { UserError } from "../../lib/errors.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import type { FakeTerminal } from "../fakes/terminal.ts";
import { decided } from "../workflow/fixture.ts";
import { appendRows, inProject } from "./made_session.ts";
import { rowsOf } from "./program.ts";

const PATCH = "--- /dev/null\n+++ b/AGENTS.md\n@@ -0,0 +1 @@\n+Tests: make t\n";
const FILE = "01-15-14:30-lessons.patch";

interface Scene {
  readonly paths: SessionPaths;
  /** A terminal at which a person gives these answers. */
  terminal(...answers: readonly string[]): FakeTerminal;
  apply(terminal: FakeTerminal, yes?: boolean): Promise<number>;
  /** Lines of the file; empty: there is none. */
  applied(): string;
}

/** A session that is done, in a plain folder, with a patch. */
function inDone(test: (scene: Scene) => Promise<void>): Promise<void> {
  return inProject(async (project) => {
    const start = { flags: { task: "x" }, positionals: ["start", "auth"] };
    await run(start, project.terminal());
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    await appendRows(paths, {
      rows: [
        { kind: "iteration-started", phase: "done", iteration: 1 },
        decided("done", "done", { decision: "finish" }),
      ],
    });
    await Deno.writeTextFile(join(paths.folder, FILE), PATCH);
    await test({
      paths,
      terminal: (...answers) => project.terminal({ answers }),
      apply: (terminal, yes = false) =>
        run({
          flags: { apply: true, ...(yes ? { yes } : {}) },
          positionals: ["lessons", "auth"],
        }, terminal),
      applied: () =>
        [...Deno.readDirSync(project.repo)].some((one) =>
            one.name === "AGENTS.md"
          )
          ? Deno.readTextFileSync(join(project.repo, "AGENTS.md"))
          : "",
    });
  });
}

Deno.test("session lessons --apply shows the patch to a person, and changes nothing without a yes", () =>
  inDone(async ({ paths, terminal, apply, applied }) => {
    const no = terminal("n");
    assertEquals(await apply(no), 1);
    assert(no.outLines.join("\n").endsWith(PATCH.trimEnd()));
    assertEquals(no.errLines, [
      "Apply this? [y/N] ",
      "samocode: not applied",
    ]);
    assertEquals(applied(), "");
    assert(rowsOf(paths).every(({ kind }) => kind !== "lessons-applied"));
    const yes = terminal("y");
    assertEquals(await apply(yes), 0);
    assert(yes.outLines.join("\n").includes(PATCH.trimEnd()));
    assertEquals(applied(), "Tests: make t\n");
    // There is nothing to ask about any more.
    assertEquals(await apply(terminal("n")), 0);
  }));

Deno.test("session lessons --apply does not ask with --yes", () =>
  inDone(async ({ terminal, apply, applied }) => {
    const quiet = terminal("n");
    assertEquals(await apply(quiet, true), 0);
    assertEquals(quiet.errLines, []);
    assertEquals(applied(), "Tests: make t\n");
  }));

Deno.test("session lessons --apply refuses a patch that was changed while a person read it", () =>
  inDone(async ({ paths, terminal, apply, applied }) => {
    const reading = terminal("y");
    const slow: FakeTerminal = {
      ...reading,
      ask(question) {
        const other = PATCH.replace("make t", "none");
        Deno.writeTextFileSync(join(paths.folder, FILE), other);
        return reading.ask(question);
      },
    };
    await assertRejects(
      () => apply(slow),
      UserError,
      "they are others than those that were shown",
    );
    assertEquals(applied(), "");
  }));
