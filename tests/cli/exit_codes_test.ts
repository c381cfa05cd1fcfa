import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { atBlock } from "../fakes/standing.ts";
import { inProject } from "./made_session.ts";

Deno.test("main() keeps the codes of a run for what stands for a run", () =>
  inProject(async (project) => {
    const { folder } = await project.session("26-01-15-auth", atBlock());
    await Deno.writeTextFile(join(folder, "_journal.jsonl"), "{}\n", {
      append: true,
    });
    const code = async (...words: readonly string[]) =>
      await main(words, project.terminal());
    for (
      const words of [
        ["unblock", "auth"],
        ["say", "auth", "hello"],
        ["answer", "auth", "1=A"],
        ["reject", "auth", "no"],
        ["goto", "planning", "auth", "--note", "why"],
        ["stop", "auth"],
        ["undo", "auth"],
        ["session", "sync", "auth"],
      ]
    ) {
      assertEquals(await code(...words), 1, words.join(" "));
    }
    assertEquals(await code("approve", "auth", "--yes"), 4);
    assertEquals(await code("wait", "auth"), 5);
    assertEquals(await code("run", "auth", "-p", "demo"), 5);
    assertEquals(await code("unblock", "auth", "--run"), 5);
  }));
