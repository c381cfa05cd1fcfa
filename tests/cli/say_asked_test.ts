import { assertEquals } from "@std/assert";
import { loadProject } from "../../lib/cli/project.ts";
import { runOutput } from "../../lib/cli/run_output.ts";
import { sayAsked } from "../../lib/cli/say_asked.ts";
import { atPlanGate, atQuestions } from "../fakes/standing.ts";
import { inProject, type SessionParts } from "./made_session.ts";

const NAME = "26-01-15-auth";
const LOOK = `look: samocode show ${NAME}`;

/** What is said at a gate. */
async function said(
  parts: SessionParts,
  whole: boolean,
): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  await inProject(async (project) => {
    const { folder } = await project.session(NAME, parts);
    const terminal = project.terminal();
    const { config } = await loadProject(terminal);
    const output = runOutput(terminal, {
      json: false,
      quiet: false,
      verbose: false,
      redact: (text) => text,
    });
    await sayAsked(folder, { terminal, config, output, whole });
    lines = terminal.errLines;
  });
  return lines;
}

Deno.test("sayAsked() tells the open questions with options and suggestions", async () => {
  assertEquals(await said(atQuestions(), true), [
    "Q1: Which key?",
    "    A) RSA",
    "    B) Ed25519",
    "    suggested: B - it is shorter",
    "Q2: Where is it kept?",
    LOOK,
  ]);
});

Deno.test("sayAsked() tells the phases of the plan", async () => {
  const lines = await said(await atPlanGate(), true);
  assertEquals([lines[0], ...lines.slice(2, 4), lines.at(-1)], [
    "Plan:   Log in with a key",
    "        1. Keys (2 tasks)",
    "        2. Login (1 task)",
    LOOK,
  ]);
});

Deno.test("sayAsked() tells only how to look where nobody sees more, and nothing where nothing waits", async () => {
  assertEquals(await said(atQuestions(), false), [LOOK]);
  const { rows = [], ...parts } = atQuestions();
  const gone = rows.filter(({ kind }) => kind !== "gate-waiting");
  assertEquals(
    await said({
      ...parts,
      rows: gone.filter(({ kind }) => kind !== "decided"),
    }, true),
    [],
  );
});
