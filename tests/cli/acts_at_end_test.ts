import { assertEquals } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { atEnd } from "../fakes/standing.ts";
import { inProject } from "./made_session.ts";

const NAME = "26-01-15-auth";

Deno.test("samocode stop, retry, approve and answer show the way to the report of a session that is done", () =>
  inProject(async (project) => {
    await project.session(NAME, atEnd());
    for (
      const words of [["stop"], ["retry"], ["approve"], ["answer", "1=A"]]
    ) {
      const [verb = "", ...rest] = words;
      const terminal = project.terminal();
      assertEquals(await main([verb, NAME, ...rest], terminal), 1, verb);
      assertEquals(
        terminal.errLines.at(-1),
        `  try: samocode report ${NAME}`,
      );
    }
    // What would begin something new is told how.
    for (const words of [["say", NAME, "x"], ["reject", NAME, "x"]]) {
      const terminal = project.terminal();
      assertEquals(await main(words, terminal), 1);
      assertEquals(
        terminal.errLines.at(-1),
        `  try: samocode reopen ${NAME} "…"`,
      );
    }
  }));
