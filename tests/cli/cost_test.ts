import { assertEquals, assertRejects } from "@std/assert";
import { run } from "../../lib/cli/cost.ts";
import { UsageError } from "../../lib/errors.ts";
import {
  attemptEnded,
  attemptStarted,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";
import { inProject, type MadeProject, type TimedRow } from "./made_session.ts";

const DAY = 24 * 3_600_000;
const FROM = Date.parse("2026-01-15T14:00:00Z");

const rows: readonly TimedRow[] = [
  ...prepared,
  runStarted,
  { kind: "iteration-started", iteration: 1, phase: "investigation" },
  attemptStarted(1),
  attemptEnded({
    costUsd: 1.25,
    tokens: { input: 1_234_567, output: 10, cacheRead: 20, cacheWrite: 30 },
  }),
  {
    kind: "iteration-started",
    iteration: 2,
    phase: "planning",
    afterMs: DAY,
  },
  attemptStarted(1),
  attemptEnded({
    costUsd: null,
    tokens: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 },
  }),
];

async function lines(
  project: MadeProject,
  flags: Record<string, string | boolean> = {},
  positionals: readonly string[] = ["auth"],
): Promise<readonly string[]> {
  const terminal = project.terminal();
  assertEquals(await run({ flags, positionals }, terminal), 0);
  return terminal.outLines;
}

Deno.test("cost run() sums up a session, and counts what was not told", () =>
  inProject(async (project) => {
    await project.session("auth", { rows, fromMs: FROM });
    assertEquals(await lines(project), [
      "       ATTEMPTS      INPUT  OUTPUT  CACHE READ  CACHE WRITE    USD",
      "total         2  1,234,568      12          23           34  $1.25",
      "1 of 2 attempts told no cost",
    ]);
  }));

Deno.test("cost run() sums up by phase and by day", () =>
  inProject(async (project) => {
    await project.session("auth", { rows, fromMs: FROM });
    const names = async (by: string) =>
      (await lines(project, { by })).slice(1, -2)
        .map((line) =>
          line.split(/ {2,}/).filter((_, i, all) =>
            i === 0 || i === all.length - 1
          )
        );
    assertEquals(await names("phase"), [
      ["investigation", "$1.25"],
      ["planning", "?"],
    ]);
    assertEquals(await names("day"), [
      ["2026-01-15", "$1.25"],
      ["2026-01-16", "?"],
    ]);
  }));

Deno.test("cost run() sums up all sessions of the project", () =>
  inProject(async (project) => {
    await project.session("auth", { rows, fromMs: FROM });
    await project.session("other", { rows: rows.slice(0, 6) });
    const [text] = await lines(project, { by: "session", json: true }, []);
    const told = JSON.parse(text!);
    assertEquals(told.sessions, ["auth", "other"]);
    assertEquals(told.total.cost_usd, 2.5);
    for (const flags of [{}, { by: "phase" }, { by: "day" }]) {
      const all = await lines(project, { ...flags, json: true }, []);
      assertEquals(JSON.parse(all[0]!).total, told.total);
      const [own] = await lines(project, { ...flags, json: true }, ["other"]);
      assertEquals(JSON.parse(own!).total, told.parts.other);
    }
    assertEquals(told.parts.other, {
      attempts: 1,
      duration_ms: 1000,
      tokens: {
        input: 1_234_567,
        output: 10,
        cache_read: 20,
        cache_write: 30,
      },
      cost_usd: 1.25,
      unpriced: 0,
    });
    const one = await lines(project, { by: "session", json: true });
    assertEquals(JSON.parse(one.join("")).sessions, ["auth"]);
  }));

Deno.test("cost run() refuses another word", () =>
  inProject(async (project) => {
    await project.session("auth");
    await assertRejects(
      () =>
        run(
          { flags: { by: "week" }, positionals: ["auth"] },
          project.terminal(),
        ),
      UsageError,
    );
  }));
