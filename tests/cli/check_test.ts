import { assertEquals } from "@std/assert";
import { inRepository, program } from "./program.ts";

Deno.test("samocode check prints the end of the output of a red check, and nothing where it printed nothing", () =>
  inRepository(async (project) => {
    const words = ["run", "auth", "--task", "Greet people", "--once"];
    const ran = await program(project, ...words);
    assertEquals(ran.code, 0, ran.err);
    const file = `${project.repo}/.samocode`;
    const lines = "CHECK_LOUD='echo oops; exit 3'\nCHECK_MUTE=false\n";
    await Deno.writeTextFile(file, lines, { append: true });
    const { code, out } = await program(project, "check", "auth");
    assertEquals(code, 1);
    assertEquals(out.trimEnd().split("\n").at(-1), "0 of 2 green");
    assertEquals(
      out.split("\n").filter((line) => line.startsWith("  |")),
      ["  | oops"],
    );
  }));
