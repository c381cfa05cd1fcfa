// The machine stays awake as long as a run is alive.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";

const task = ["run", "s", "--task", "Do it", "--once"];

/** Puts a program first on PATH that notes when it begins and ends. */
async function withInhibitor(
  { dir }: Project,
): Promise<{ readonly PATH: string; readonly notes: () => string }> {
  const folder = join(dir, "bin");
  await Deno.mkdir(folder);
  const file = join(folder, "systemd-inhibit");
  const text = `#!/bin/sh
echo "begins $1" >>"$0.notes"
cat
echo ends >>"$0.notes"
`;
  await Deno.writeTextFile(file, text, { mode: 0o755 });
  return {
    PATH: `${folder}:${Deno.env.get("PATH")}`,
    notes: () => {
      try {
        return Deno.readTextFileSync(`${file}.notes`);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return "";
        throw error;
      }
    },
  };
}

Deno.test("run keeps the machine awake until it ends", async () => {
  await withProject(async (project) => {
    const { PATH, notes } = await withInhibitor(project);
    assertEquals((await project.run(task, { env: { PATH } })).code, 0);
    assertEquals(notes().split("\n")[0], "begins --what=idle:sleep");
    const again = ["run", "s", "--once"];
    await project.run([...again, "--allow-sleep"], { env: { PATH } });
    assertEquals(notes().match(/begins/g)?.length, 1);
  });
});
