import { assert, assertStringIncludes } from "@std/assert";
import { inRepository, program } from "./program.ts";

Deno.test("samocode run says so where it goes by another workflow than the session began with", () =>
  inRepository(async (project) => {
    const words = ["run", "auth", "--workflow", "quick", "--dry-run"];
    await program(project, "run", "auth", "--task", "Greet people", "--once");
    const quick = await program(project, ...words);
    assertStringIncludes(
      quick.err,
      'samocode: the session began with the workflow "full"; this run alone goes by "quick"\n',
    );
    const full = await program(project, "run", "auth", "--dry-run");
    assert(!full.err.includes("workflow"), full.err);
  }));
