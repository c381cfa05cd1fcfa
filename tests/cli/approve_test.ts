import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { acquireLock } from "../../lib/session/lock.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { atPlanGate, PLAN, PLAN_FILE, planHash } from "../fakes/standing.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import { program, rowsOf } from "./program.ts";

const NAME = "26-01-15-auth";

/** A project with a session at its plan gate. */
function atGate(
  test: (project: MadeProject, paths: SessionPaths) => Promise<void>,
): Promise<void> {
  return inProject(async (project) => {
    await test(project, await project.session(NAME, await atPlanGate()));
  });
}

function kinds(paths: SessionPaths): readonly string[] {
  return rowsOf(paths).map((row) => row.kind);
}

function isApproved(paths: SessionPaths): boolean {
  return kinds(paths).includes("gate-opened");
}

Deno.test("samocode approve approves at once where nobody can be asked, without a provider program", () =>
  atGate(async (project, paths) => {
    const terminal = project.terminal({ env: { USER: "ann", PATH: "" } });
    const code = await main(["approve", "auth", "-m", "go"], terminal);
    assertEquals([code, terminal.outLines, terminal.errLines], [
      0,
      [`Plan approved: ${NAME} goes on with implementation`],
      [`samocode: next: samocode run ${NAME}`],
    ]);
    assertEquals(Deno.readTextFileSync(paths.signal), "{}");
    assertStringIncludes(
      Deno.readTextFileSync(paths.journal),
      '"by":"ann","channel":"command"',
    );
  }));

Deno.test("samocode approve shows a person what would be approved, and asks", () =>
  atGate(async (project, paths) => {
    const no = project.terminal({ answers: ["n"] });
    assertEquals(await main(["approve"], no), 1);
    assertEquals(no.errLines, [
      `samocode: session ${NAME}`,
      NAME,
      "Plan:   Log in with a key",
      `        ${PLAN_FILE}, ${(await planHash(PLAN)).slice(0, 12)}`,
      "        1. Keys (2 tasks)",
      "           - Read the key",
      "           - Check it",
      "        2. Login (1 task)",
      "           - Use it",
      "Checks: none, so nothing verifies the work; uncomment CHECK_ lines in .samocode",
      "So far: $1.25, 5 min in 1 attempt",
      `All of it: samocode show ${NAME} plan; to send it back: samocode reject ${NAME} "…"`,
      "Approve this plan? [y/N] ",
      "samocode: not approved",
    ]);
    assertEquals(isApproved(paths), false);
    await Deno.writeTextFile(
      join(project.repo, ".samocode"),
      "CHECK_TEST=deno test\nCHECK_LINT=deno lint\n",
      { append: true },
    );
    const yes = project.terminal({ answers: ["Yes"] });
    assertEquals(await main(["approve"], yes), 0);
    assert(yes.errLines.includes("Checks: test: deno test"));
    assert(yes.errLines.includes("        lint: deno lint"));
  }));

Deno.test("samocode approve --yes shows it and does not ask; an end of input is no yes", () =>
  atGate(async (project, paths) => {
    const gone = project.terminal({ answers: ["y"] });
    const ask = () => Promise.resolve(null);
    assertEquals(await main(["approve"], { ...gone, ask }), 1);
    assertEquals(isApproved(paths), false);
    const terminal = project.terminal({ answers: ["n"] });
    assertEquals(await main(["approve", "-y"], terminal), 0);
    assert(terminal.errLines.includes("Plan:   Log in with a key"));
    assert(!terminal.errLines.some((line) => line.includes("[y/N]")));
  }));

Deno.test("samocode approve --yes approves no plan that was changed at the gate", () =>
  atGate(async (project, paths) => {
    Deno.writeTextFileSync(join(paths.folder, PLAN_FILE), `${PLAN}More\n`);
    const terminal = project.terminal({ answers: ["y"] });
    assertEquals(await main(["approve", "-y"], terminal), 1);
    assertStringIncludes(terminal.errLines.join(), "plan is not the one");
    assertEquals(isApproved(paths), false);
  }));

Deno.test("samocode approve --plan-hash takes 8 characters or more of the plan's hash", () =>
  atGate(async (project, paths) => {
    const hash = await planHash(PLAN);
    const wrong = hash.replace(/^./, (c) => c === "0" ? "1" : "0");
    const table = [
      [wrong, 1],
      [wrong.slice(0, 8), 1],
      [hash.slice(0, 7), 2],
      ["123", 2],
      ["plan-auth", 2],
      [`${hash}0`, 2],
    ] as const;
    for (const [given, code] of table) {
      const terminal = project.terminal({ answers: ["y"] });
      const words = ["approve", "--plan-hash", given];
      assertEquals(await main(words, terminal), code, given);
      // Nobody is asked about a plan that is refused anyway.
      assert(!terminal.errLines.some((line) => line.includes("[y/N]")));
    }
    assertEquals(isApproved(paths), false);
    const given = hash.slice(0, 8).toUpperCase();
    const code = await main(
      ["approve", "--plan-hash", given],
      project.terminal(),
    );
    assertEquals(code, 0);
  }));

Deno.test("samocode approve binds the approval to the plan that was on the terminal", () =>
  atGate(async (project, paths) => {
    const terminal = project.terminal({ answers: ["y"] });
    const code = await main(["approve"], {
      ...terminal,
      ask() {
        Deno.writeTextFileSync(join(paths.folder, PLAN_FILE), `${PLAN}More\n`);
        return Promise.resolve("y");
      },
    });
    assertEquals([code, isApproved(paths)], [1, false]);
  }));

Deno.test("samocode approve ends with 6 when another approval comes first, and with 1 after one", () =>
  atGate(async (project, paths) => {
    const terminal = project.terminal({ answers: ["y"] });
    const code = await main(["approve"], {
      ...terminal,
      async ask() {
        assertEquals(await main(["approve"], project.terminal()), 0);
        return "y";
      },
    });
    assertEquals(code, 6);
    assertEquals(await main(["approve"], project.terminal()), 1);
    assertEquals(kinds(paths).filter((k) => k === "gate-opened").length, 1);
  }));

Deno.test("samocode approve lets one of five processes through", () =>
  atGate(async (project, paths) => {
    const calls = [1, 2, 3, 4, 5].map(() => program(project, "approve", NAME));
    const codes = (await Promise.all(calls)).map(({ code }) => code).sort();
    assertEquals(codes[0], 0);
    assert(codes.slice(1).every((c) => c === 1 || c === 6), codes.join(" "));
    assertEquals(kinds(paths).filter((k) => k === "gate-opened").length, 1);
  }));

Deno.test("samocode approve ends with 5 when the old signal cannot be emptied, and is an approval all the same", () =>
  atGate(async (project, paths) => {
    Deno.removeSync(paths.signal);
    Deno.mkdirSync(join(paths.signal, "in"), { recursive: true });
    const terminal = project.terminal();
    assertEquals(await main(["approve"], terminal), 5);
    assertStringIncludes(terminal.errLines.join("\n"), "could not be emptied");
    assertEquals(isApproved(paths), true);
    assertEquals(await main(["approve"], project.terminal()), 1);
  }));

Deno.test("samocode approve ends with 4 when the record or the system fails, and keeps the signal", async () => {
  const harm = {
    "overview is a folder": ({ overview }: SessionPaths) => {
      Deno.removeSync(overview);
      Deno.mkdirSync(overview);
    },
    "lock is a folder": ({ sessionLock }: SessionPaths) => {
      Deno.removeSync(sessionLock);
      Deno.mkdirSync(sessionLock);
    },
    "journal is not ours": ({ journal }: SessionPaths) =>
      Deno.writeTextFileSync(journal, '{"seq":1}\n'),
  };
  for (const [what, harmIt] of Object.entries(harm)) {
    await atGate(async (project, paths) => {
      const signal = Deno.readTextFileSync(paths.signal);
      harmIt(paths);
      const terminal = project.terminal();
      assertEquals(await main(["approve", NAME], terminal), 4, what);
      assertEquals(Deno.readTextFileSync(paths.signal), signal);
    });
  }
});

Deno.test("samocode approve ends with 3 when the session lock stays busy", () =>
  atGate(async (project, paths) => {
    const options = { waitMs: 0, clock: systemClock };
    const lock = await acquireLock(paths.sessionLock, options);
    try {
      assertEquals(await main(["approve"], project.terminal()), 3);
      assertEquals(isApproved(paths), false);
    } finally {
      lock?.release();
    }
  }));
