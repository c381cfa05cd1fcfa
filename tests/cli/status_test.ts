import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { run } from "../../lib/cli/status.ts";
import { UsageError } from "../../lib/errors.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { startTimeOf } from "../../lib/system/process_table.ts";
import { hostName } from "../../lib/system/self.ts";
import type { FakeTerminal } from "../fakes/terminal.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";
import { inProject, plainOverview, type TimedRow } from "./made_session.ts";

async function lines(
  terminal: FakeTerminal,
  flags: Record<string, string | boolean> = {},
  session = "auth",
): Promise<readonly string[]> {
  assertEquals(await run({ flags, positionals: [session] }, terminal), 0);
  return terminal.outLines.join("\n").split("\n");
}

async function json(
  terminal: FakeTerminal,
  flags: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  return JSON.parse(
    (await lines(terminal, { ...flags, json: true })).join("\n"),
  );
}

const flow = "## Flow Log\n- [001 @ 01-15 14:01] a\n- [001 @ 01-15 14:02] b\n";
const iteration: TimedRow = {
  kind: "iteration-started",
  phase: "investigation",
  iteration: 1,
};
const one: readonly TimedRow[] = [
  ...prepared,
  runStarted,
  iteration,
  attemptStarted(1, { provider: "claude", log: "a.jsonl" }),
];
const spent = attemptEnded({
  durationMs: 240_000,
  costUsd: 1.5,
  tokens: { input: 1200, output: 300, cacheRead: 0, cacheWrite: 0 },
});

Deno.test("status run() tells a text of the overview that found no place", () =>
  inProject(async (project) => {
    const name = "_overview.kept-0badcafe.md";
    const files = { [name]: "mine\n" };
    await project.session("26-01-15-auth", { rows: prepared, files });
    const { errors } = await json(project.terminal());
    assertStringIncludes(JSON.stringify(errors), "found no place is kept in");
    assertStringIncludes(JSON.stringify(errors), `/${name}`);
  }));

Deno.test("status run() prints the report with money and time", () =>
  inProject(async (project) => {
    await project.session("26-01-15-auth", {
      rows: [
        ...one,
        spent,
        decided("investigation", "requirements"),
        {
          kind: "gate-opened",
          by: "samocode",
          channel: "auto",
          reason: "plan_approval",
          from: "planning",
          to: "requirements",
          plan: "p.md",
          planHash: "abc",
          note: null,
          change: null,
        },
        {
          kind: "run-stopped",
          reason: "limit",
          code: 6,
          text: "1 iterations are used up",
          next: null,
          overview: null,
        },
      ],
      overview: plainOverview({ phase: "requirements" })
        .replaceAll("Iteration: 0", "Iteration: 1")
        .replaceAll("Iterations: 0", "Iterations: 1")
        .replace("## Flow Log\n", flow),
    });
    const folder = "26-01-15-auth";
    assertEquals(await lines(project.terminal(), { flow: "1" }), [
      "Samocode Progress",
      "-".repeat(32),
      "Phase: requirements (Iteration 0/1)",
      "Last: Looked around",
      "Next: Look further",
      `State: stopped: 1 iterations are used up → samocode run ${folder}`,
      "Branch: auth",
      "Provider: demo",
      "Tokens: 1.2 k in, 300 out",
      "Cost: $1.50",
      "Time: investigation 4 min",
      "Approval: by --auto-approve, nobody read this plan",
      'Problem: the working folder is missing: "/trees/auth"',
      "",
      "Flow:",
      "- [001 @ 01-15 14:02] b",
    ]);
  }));

Deno.test("status run() looks at lease, process and output of a run", () =>
  inProject(async (project) => {
    const log = [
      '{"type":"assistant","message":{"content":[{"type":"tool_use","name":"Edit","input":{"file_path":"src/a.ts"}}]}}',
      "",
    ].join("\n");
    const paths = await project.session("auth", {
      rows: one,
      fromMs: systemClock.now() - 185_000,
      files: { "_logs/a.jsonl": log },
    });
    const info = {
      pid: Deno.pid,
      startTime: await startTimeOf(Deno.pid) ?? "",
      run: "run-1",
      host: hostName(),
      since: "",
      version: "",
    };
    const lease = await takeLease(paths, info, systemClock);
    const state = async () =>
      (await lines(project.terminal())).find((line) =>
        line.startsWith("State: ")
      );
    try {
      const [first] = await lines(project.terminal());
      assertEquals(first, "Samocode Progress [00:03 elapsed]");
      assertEquals(
        await state(),
        "State: running 3 min, last tool Edit src/a.ts",
      );
      const gone = JSON.stringify({ ...info, startTime: "1@another" });
      await Deno.writeTextFile(paths.leaseInfo, gone);
      assertEquals(
        await state(),
        `State: unknown: the lease is held, but process ${Deno.pid} that took it is not there`,
      );
      assertEquals(
        (await json(project.terminal()))["worker_running"],
        true,
      );
    } finally {
      lease.release();
    }
    assertEquals(
      await state(),
      "State: stopped: the run ended without a word in the middle of an attempt → samocode run auth",
    );
  }));

Deno.test("status run() goes on without an overview, and with a broken journal", () =>
  inProject(async (project) => {
    const lost = await project.session("lost", { rows: one, overview: null });
    const terminal = project.terminal();
    const told = await lines(terminal, {}, "lost");
    assertStringIncludes(told.join("\n"), "Problem: the overview is missing");
    assertStringIncludes(told.join("\n"), "Phase: investigation (Iteration 1");

    const text = await Deno.readTextFile(lost.journal);
    await Deno.writeTextFile(lost.journal, text.replace('"pid":7', '"pid":8'));
    const broken = await lines(project.terminal(), {}, "lost");
    assertStringIncludes(
      broken.join("\n"),
      "State: unknown: the journal was changed by somebody else: line 4: it does not continue the line before it → samocode verify lost",
    );

    await project.session("empty", { overview: null });
    assertStringIncludes(
      (await lines(project.terminal(), {}, "empty")).join("\n"),
      "State: unknown: there is neither a journal nor an overview",
    );
  }));

Deno.test("status run() tells what somebody changed in the overview", () =>
  inProject(async (project) => {
    await project.session("auth", {
      rows: prepared,
      overview: plainOverview({ phase: "quality" }),
    });
    assertStringIncludes(
      (await lines(project.terminal())).join("\n"),
      'Problem: "Phase" is "quality" in the overview and "investigation" in the journal',
    );
  }));

Deno.test("status run() writes nothing into the session", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: one });
    await Deno.writeTextFile(paths.journal, '{"torn', { append: true });
    const names = () => [...Deno.readDirSync(paths.folder)].map((e) => e.name);
    const before = {
      names: names(),
      text: Deno.readTextFileSync(paths.journal),
    };
    await lines(project.terminal());
    await json(project.terminal());
    assertEquals(
      { names: names(), text: Deno.readTextFileSync(paths.journal) },
      before,
    );
  }));

Deno.test("status run() refuses a session that is not there, and a count that is none", () =>
  inProject(async (project) => {
    await project.session("auth");
    const status = (session: string, flags: Record<string, string> = {}) =>
      assertRejects(
        () => run({ flags, positionals: [session] }, project.terminal()),
        UsageError,
      );
    assertEquals((await status("gone")).exitCode, 2);
    assertStringIncludes((await status("auth", { flow: "-1" })).message, "-1");
  }));
