import { assert, assertEquals, assertRejects } from "@std/assert";
import { run } from "../../lib/cli/logs.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { systemClock } from "../../lib/system/clock.ts";
import type { FakeTerminal } from "../fakes/terminal.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";
import {
  appendRows,
  endSummedUp,
  inProject,
  type TimedRow,
} from "./made_session.ts";

function call(flags: Record<string, string | boolean> = {}, session = "auth") {
  return { flags, positionals: [session] };
}

function iteration(number: number, phase: string): TimedRow {
  return { kind: "iteration-started", iteration: number, phase };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function said(text: string): string {
  return line({ demo: "text", text });
}

const rows: readonly TimedRow[] = [
  ...prepared,
  runStarted,
  iteration(1, "investigation"),
  attemptStarted(1, { log: "one.jsonl" }),
  attemptEnded(),
  decided("investigation", "requirements"),
  iteration(2, "requirements"),
  attemptStarted(1, { log: "two.jsonl", provider: "claude", model: "m" }),
  attemptEnded({
    outcome: { kind: "crashed", message: "exit code 1" },
    durationMs: 240_000,
  }),
  attemptStarted(2, { log: "three.jsonl", provider: "codex" }),
];

const claude = [
  line({
    type: "assistant",
    message: {
      content: [
        { type: "text", text: "Looking\u001b[2J around.\nThen on." },
        { type: "tool_use", name: "Bash", input: { command: "ls" } },
      ],
    },
  }),
  line({
    type: "user",
    message: {
      content: [
        { type: "tool_result", is_error: true, content: "no\nsuch" },
        { type: "tool_result", content: "fine" },
      ],
    },
  }),
  "no json\n",
].join("");
const codex = line({
  type: "item.completed",
  item: { type: "agent_message", text: "Done" },
});

const files = {
  "_logs/one.jsonl": said("first"),
  "_logs/two.jsonl": claude,
  "_logs/three.jsonl": codex,
};

Deno.test("logs run() prints the newest iteration, each attempt through its provider's adapter", () =>
  inProject(async (project) => {
    await project.session("auth", { rows, files });
    const terminal = project.terminal();
    assertEquals(await run(call(), terminal), 0);
    assertEquals(terminal.outLines, [
      "--- 002 requirements · attempt 1 · claude · m",
      "Looking[2J around.",
      "Then on.",
      "> Bash ls",
      "  ! no such",
      "--- ended: crashed: exit code 1 after 4 min",
      "--- 002 requirements · attempt 2 (retry) · codex",
      "Done",
    ]);
  }));

Deno.test("logs run() prints another iteration, and the raw lines alone", () =>
  inProject(async (project) => {
    await project.session("auth", { rows, files });
    const one = project.terminal();
    await run(call({ iteration: "1" }), one);
    assertEquals(one.outLines[1], "first");
    const raw = project.terminal();
    await run(call({ raw: true }), raw);
    assertEquals(
      raw.outLines.map((text) => `${text}\n`).join(""),
      claude + codex,
    );
    const error = await assertRejects(
      () => run(call({ iteration: "7" }), project.terminal()),
      UserError,
    );
    assertEquals(error.hint, "--iteration 1 up to --iteration 2");
  }));

Deno.test("logs run() reads the end of a long log, and tells what is left out", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows, files });
    // Sparse: it takes no space on the disk, and would take long to be read.
    const log = await Deno.open(`${paths.logs}/three.jsonl`, { write: true });
    await log.truncate(1 << 30);
    await log.seek(0, Deno.SeekMode.End);
    await log.write(new TextEncoder().encode(`\n${codex}`));
    log.close();
    const terminal = project.terminal();
    await run(call(), terminal);
    assertEquals(terminal.outLines.at(-1), "Done");
    assertEquals(
      terminal.errLines.at(-1),
      "samocode: 1024.0 MiB of 1024.0 MiB at the start are left out; --iteration 2 prints all",
    );
  }));

Deno.test("logs run() finds logs without a journal by their names", () =>
  inProject(async (project) => {
    await project.session("auth", {
      files: {
        "_logs/01-15-1437-003-implementation.jsonl": claude,
        "_logs/01-15-1437-003-implementation.err": "x",
      },
    });
    const terminal = project.terminal();
    await run(call(), terminal);
    assertEquals(terminal.outLines.slice(0, 2), [
      "--- 003 implementation · 01-15-1437-003-implementation.jsonl",
      "Looking[2J around.",
    ]);
  }));

Deno.test("logs run() follows a run through its attempts until it ends", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows, files });
    const info = {
      pid: Deno.pid,
      startTime: "",
      run: "run-1",
      host: "",
      since: "",
      version: "",
    };
    const lease = await takeLease(paths, info, systemClock);
    const terminal = project.terminal();
    const following = run(call({ follow: true }), terminal);
    await shows(terminal, "Done");
    assert(!terminal.outLines.includes("first"));
    const more = { append: true };
    await Deno.writeTextFile(`${paths.logs}/three.jsonl`, codex, more);
    await Deno.writeTextFile(`${paths.logs}/four.jsonl`, said("fourth"));
    const next = [
      attemptEnded(),
      decided("requirements", "planning"),
      iteration(3, "planning"),
      attemptStarted(1, { log: "four.jsonl" }),
    ];
    await appendRows(paths, { rows: next });
    await shows(terminal, "fourth");
    await Deno.writeTextFile(`${paths.logs}/four.jsonl`, said("last"), more);
    await appendRows(paths, { rows: [attemptEnded()] });
    lease.release();
    assertEquals(await following, 0);
    assertEquals(terminal.outLines, [
      "--- 002 requirements · attempt 2 (retry) · codex",
      "Done",
      "Done",
      "--- ended: success after 1 s",
      "--- 003 planning · attempt 1 · demo",
      "fourth",
      "last",
      "--- ended: success after 1 s",
    ]);
    assertEquals(terminal.errLines, ["samocode: no run goes on"]);
  }));

Deno.test("logs run() with --follow prints the newest attempt of a run that is over, and its phase in the next run", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows, files });
    await appendRows(paths, { rows: [attemptEnded()] });
    await endSummedUp(paths);
    const follow = async () => {
      const terminal = project.terminal();
      assertEquals(await run(call({ follow: true }), terminal), 0);
      return terminal.outLines;
    };
    const end = "--- ended: success after 1 s";
    const title = "--- 002 requirements · attempt 2 (retry) · codex";
    assertEquals(await follow(), [title, "Done", end]);
    const log = "two.jsonl";
    const again = [runStarted, attemptStarted(1, { log, type: "retry" })];
    await appendRows(paths, { rows: again });
    assertEquals(
      (await follow())[0],
      "--- 002 requirements · attempt 1 (retry) · demo",
    );
  }));

Deno.test("logs run() says when there are none, and what does not go together", () =>
  inProject(async (project) => {
    await project.session("auth");
    const none = await assertRejects(
      () => run(call(), project.terminal()),
      UserError,
    );
    assertEquals(
      none.message,
      'Cannot print the logs of "auth": there are none yet',
    );
    await assertRejects(
      () => run(call({ follow: true, iteration: "1" }), project.terminal()),
      UsageError,
    );
  }));

/** Waits for a line. */
async function shows(terminal: FakeTerminal, wanted: string): Promise<void> {
  while (!terminal.outLines.includes(wanted)) await systemClock.sleep(10);
}
