// Acts on a session whose overview stands in the swap, since a writer was killed in the middle of an exchange.

import { assert, assertEquals } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { inProject, type SessionParts } from "./made_session.ts";
import { atPlanGate, atQuestions } from "../fakes/standing.ts";

/** Calls the program on such a session. */
async function call(
  parts: SessionParts,
  { words, answers }: {
    readonly words: readonly string[];
    readonly answers: readonly string[];
  },
) {
  let called = { code: -1, err: "" };
  await inProject(async (project) => {
    const paths = await project.session("26-01-15-auth", parts);
    Deno.renameSync(paths.overview, paths.swap);
    const terminal = project.terminal({ answers });
    const code = await main(words, terminal);
    called = { code, err: terminal.errLines.join("\n") };
  });
  return called;
}

Deno.test("samocode approve still shows the plan and asks", async () => {
  const words = ["approve", "auth"];
  const no = await call(await atPlanGate(), { words, answers: ["n"] });
  assertEquals(no.code, 1);
  assert(no.err.includes("Log in with a key"), no.err);
  const yes = await call(await atPlanGate(), { words, answers: ["y"] });
  assertEquals(yes.code, 0, yes.err);
});

Deno.test("samocode reject and answer do not miss the overview", async () => {
  const gates: [SessionParts, string[]][] = [
    [await atPlanGate(), ["reject", "auth", "Smaller steps"]],
    [atQuestions(), ["answer", "auth", "Q1=A", "Q2=here"]],
  ];
  for (const [parts, words] of gates) {
    const { code, err } = await call(parts, { words, answers: [] });
    assertEquals(code, 0, err);
  }
});
