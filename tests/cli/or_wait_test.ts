import { assertEquals } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { prepared, runStarted } from "../workflow/fixture.ts";
import { inProject } from "./made_session.ts";
import { holdLease } from "./program.ts";

const NAME = "26-01-15-auth";

Deno.test("samocode approve, reject, answer and unblock say to wait while a run is alive", () =>
  inProject(async (project) => {
    const paths = await project.session(NAME, {
      rows: [...prepared, runStarted],
    });
    const hint = async (...words: readonly string[]) => {
      const terminal = project.terminal();
      await main(words, terminal);
      return terminal.errLines.at(-1);
    };
    const calls = [
      ["approve", "auth", "--yes"],
      ["reject", "auth", "No"],
      ["answer", "auth", "1=B"],
      ["unblock", "auth"],
    ];
    const lease = await holdLease(paths);
    for (const words of calls) {
      assertEquals(await hint(...words), `  try: samocode wait ${NAME}`);
    }
    lease.release();
    for (const words of calls) {
      assertEquals(await hint(...words), `  try: samocode run ${NAME}`);
    }
  }));
