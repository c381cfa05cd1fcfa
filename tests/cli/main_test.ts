import { assertEquals } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { inProject } from "./made_session.ts";

Deno.test("main() tells of one subcommand, and refuses a second word", () =>
  inProject(async (project) => {
    const terminal = project.terminal();
    assertEquals(await main(["help", "run", "wait"], terminal), 2);
    assertEquals(terminal.outLines, []);
    assertEquals(terminal.errLines, [
      'samocode: Cannot tell of "wait": help is of one subcommand',
      "  try: samocode help run",
    ]);
    assertEquals(await main(["help", "run"], project.terminal()), 0);
  }));

Deno.test("main() makes no session of an empty task", () =>
  inProject(async (project) => {
    const terminal = project.terminal({
      env: { SAMOCODE_PROVIDER: "demo" },
    });
    assertEquals(await main(["run", "--task", "   "], terminal), 2);
    assertEquals(
      terminal.errLines[0],
      "samocode: Cannot take the task from --task: it is empty",
    );
    assertEquals([...Deno.readDirSync(project.sessions)], []);
  }));
