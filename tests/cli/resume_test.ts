import { assertEquals, assertStringIncludes } from "@std/assert";
import { inRepository, program } from "./program.ts";

Deno.test("samocode resume goes on with a session that is there, and makes none", () =>
  inRepository(async (project) => {
    const none = await program(project, "resume", "auth");
    assertEquals(none.code, 2, none.err);
    assertStringIncludes(none.err, 'Cannot find a session "auth"');
    const task = await program(project, "resume", "auth", "--task", "Greet");
    assertEquals(task.code, 2, task.err);
    assertStringIncludes(task.err, 'there is no flag "--task"');
    const words = ["run", "auth", "--task", "Greet people", "--once"];
    const first = await program(project, ...words);
    assertEquals(first.code, 0, first.err);
    const second = await program(project, "resume", "auth", "--once");
    assertEquals(second.code, 4, second.err);
    assertStringIncludes(second.err, "Iteration 2 · requirements");
  }));
