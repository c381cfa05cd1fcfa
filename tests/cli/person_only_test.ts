import { assert, assertEquals } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { subcommands } from "../../lib/cli/subcommands.ts";
import { atPlanGate } from "../fakes/standing.ts";
import { inProject } from "./made_session.ts";
import { ended, programEnvironment, programWords, startIn } from "./program.ts";

const personOnly = subcommands.filter((s) => s.personOnly)
  .map(({ name }) => name);

Deno.test("samocode lets no agent do what is for a person", () =>
  inProject(async (project) => {
    const paths = await project.session("26-01-15-auth", await atPlanGate());
    const files = () =>
      [paths.journal, paths.overview, paths.signal]
        .map((path) => Deno.readTextFileSync(path));
    const before = files();
    for (const name of personOnly) {
      const terminal = project.terminal({ env: { SAMOCODE_RUN: "mark" } });
      assertEquals(await main([name, "auth"], terminal), 1, name);
      assertEquals(
        terminal.errLines[0],
        `samocode: Cannot run "samocode ${name}": it is for a person, and an agent inside a run calls it`,
      );
    }
    assertEquals(files(), before);
  }));

Deno.test("samocode counts everything that opens, answers, frees or starts something as a person's", () => {
  const acts = [
    ["run", "stop", "retry", "approve", "reject", "answer"],
    ["unblock", "reopen", "goto", "say", "ship"],
  ].flat();
  for (const name of acts) assert(personOnly.includes(name), name);
});

Deno.test("samocode approve, started by an agent's own shell, opens nothing", () =>
  inProject(async (project) => {
    await project.session("26-01-15-auth", await atPlanGate());
    const env = { ...programEnvironment(project), SAMOCODE_RUN: "mark" };
    const words = [...programWords, "approve", "auth"];
    const { code, out } = await ended(startIn(project, words, { env }));
    assertEquals([code, out], [1, ""]);
  }));
