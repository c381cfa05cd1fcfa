// A run on a terminal that waits for a limit, and the person who knows that it is over.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { sessionPaths } from "../../lib/session/paths.ts";
import { shellWord } from "../../lib/workflow/shell_word.ts";
import { makeFakeProvider, writeMoods } from "../fakes/make_provider.ts";
import { onTerminal } from "../system/on_terminal.ts";
import {
  inRepository,
  programEnvironment,
  programWords,
  rowsOf,
} from "./program.ts";

const NAME = "26-01-15-auth";

Deno.test("run takes Enter on its terminal for the end of a limit, and tells how", () =>
  inRepository(async (project) => {
    const CLAUDE_PATH = await makeFakeProvider(project.home);
    await writeMoods(project.home, [
      { mood: "usageLimit", resetsInS: 3600 },
      "walk",
    ]);
    const words = [...programWords, "run", NAME, "--new", "--once"];
    const run = onTerminal(words.map(shellWord).join(" "), {
      env: {
        ...programEnvironment(project),
        CLAUDE_PATH,
        SAMOCODE_PROVIDER: "claude",
        SAMOCODE_SANDBOX: "1",
        USER: "ann",
        NO_COLOR: "1",
      },
      cwd: project.repo,
    });
    await run.prints(/Press Enter to try at once/);
    await run.type("\n");
    assertEquals(await run.ended, 0, run.text());
    const rows = rowsOf(sessionPaths(join(project.sessions, NAME)));
    const request = rows.find((row) => row.kind === "request");
    assert(request?.kind === "request");
    assertEquals(
      [request.verb, request.by, request.channel],
      ["retry", "ann", "terminal"],
    );
    const waits = rows.filter((row) => row.kind === "limit-wait");
    assertEquals(waits.map((row) => row.ended), [null, "person"]);
    assertEquals(waits[1]?.answers, request.seq);
    assertEquals(run.text().match(/Press Enter/g)?.length, 1);
  }));
