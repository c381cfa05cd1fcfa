import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { withProject } from "./harness.ts";

Deno.test("chaos kills runs at random, lets them recover, and leaves nothing behind", async () => {
  await withProject(async (project) => {
    const { code, out, err } = await project.run(
      ["chaos", "--kills", "12", "--seed", "4"],
      // Shells of a killed run that end what it left may take a moment longer than the rest.
      { env: { TMPDIR: project.dir }, alone: false },
    );
    await project.quiet();
    assertEquals(code, 0, out + err);
    assertMatch(out, /^recovered +12$/m);
    assertMatch(out, /^lost +0$/m);
    assertStringIncludes(out, "All is well");
    const left = [...Deno.readDirSync(project.dir)].map(({ name }) => name)
      .filter((name) => name.startsWith("samocode-chaos-"));
    assertEquals(left, []);
  });
});

Deno.test("chaos takes whole numbers only", async () => {
  await withProject(async (project) => {
    const { code, err } = await project.run(["chaos", "--kills", "many"]);
    assertEquals(code, 2);
    assertStringIncludes(err, 'Cannot use "--kills many"');
  });
});
