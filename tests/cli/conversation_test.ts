import { assertEquals, assertRejects } from "@std/assert";
import { run } from "../../lib/cli/conversation.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";
import { inProject, type MadeProject } from "./made_session.ts";

function attempt(
  iteration: number,
  { provider = "claude", conversation }: {
    readonly provider?: string;
    readonly conversation: string | null;
  },
): readonly NewRow[] {
  return [
    { kind: "iteration-started", iteration, phase: "investigation" },
    attemptStarted(1, { provider }),
    attemptEnded({ conversation }),
    decided("investigation", "investigation"),
  ];
}

async function call(
  { terminal }: MadeProject,
  words: readonly string[],
  flags: Record<string, string> = {},
) {
  const seen = terminal();
  const code = await run({ flags, positionals: words }, seen);
  assertEquals(code, 0);
  return { out: seen.outLines, err: seen.errLines };
}

const rows: readonly NewRow[] = [
  ...prepared,
  runStarted,
  ...attempt(1, { conversation: "11111111-aaaa" }),
  ...attempt(2, { conversation: "thread-2", provider: "codex" }),
  ...attempt(3, { conversation: "plays", provider: "demo" }),
];

Deno.test("conversation prints the command of the newest conversation that can be resumed", () =>
  inProject(async (project) => {
    await project.session("auth", { rows });
    assertEquals(await call(project, ["auth"]), {
      out: ["cd /trees/auth && codex resume thread-2"],
      err: ["samocode: iteration 2"],
    });
  }));

Deno.test("conversation takes an iteration with a session or without one", () =>
  inProject(async (project) => {
    await project.session("auth", { rows });
    const out = ["cd /trees/auth && claude --resume 11111111-aaaa"];
    assertEquals(await call(project, ["auth", "1"]), { out, err: [] });
    assertEquals((await call(project, ["1"])).out, out);
    assertEquals(await call(project, ["1"], { session: "auth" }), {
      out,
      err: [],
    });
  }));

Deno.test("conversation prints the newest of an iteration, and a folder that a shell takes", () =>
  inProject(async (project) => {
    await project.session("auth", {
      rows: [
        prepared[0]!,
        { ...prepared[1]!, workingDir: "/my trees/auth" } as NewRow,
        runStarted,
        ...attempt(1, { conversation: "first" }).slice(0, 3),
        attemptStarted(2, { provider: "claude" }),
        attemptEnded({ conversation: "second" }),
        attemptStarted(3, { provider: "claude" }),
        attemptEnded({ conversation: null }),
      ],
    });
    const { out } = await call(project, ["auth"]);
    assertEquals(out, ["cd '/my trees/auth' && claude --resume second"]);
  }));

Deno.test("conversation refuses when none is known, or its id is no plain word", () =>
  inProject(async (project) => {
    const odd = attempt(1, { conversation: "x; rm -rf ~" });
    await project.session("odd", { rows: [...prepared, runStarted, ...odd] });
    await project.session("auth", { rows });
    const refuses = (words: readonly string[], text: string) =>
      assertRejects(() => call(project, words), UserError, text);
    await refuses(["odd"], 'conversation of "odd"');
    await refuses(["auth", "3"], "is known in iteration 3");
    await refuses(["auth", "9"], "is known in iteration 9");
  }));

Deno.test("conversation refuses words that are no iteration", () =>
  inProject(async (project) => {
    await project.session("auth", { rows });
    for (const words of [["auth", "last"], ["auth", "-1"]]) {
      await assertRejects(
        () => call(project, words),
        UsageError,
        "whole number",
      );
    }
    const flags = { session: "auth" };
    await assertRejects(
      () => call(project, ["1", "2"], flags),
      UsageError,
      "two iterations",
    );
  }));
