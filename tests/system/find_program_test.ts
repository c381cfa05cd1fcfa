import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { findProgram } from "../../lib/system/find_program.ts";

async function inFolder(test: (folder: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["first", "second"]) {
      await Deno.mkdir(join(folder, name));
    }
    await Deno.writeTextFile(join(folder, "first", "tool"), "", {
      mode: 0o644,
    });
    await Deno.writeTextFile(join(folder, "second", "tool"), "", {
      mode: 0o755,
    });
    await Deno.mkdir(join(folder, "first", "folder"));
    await Deno.symlink("tool", join(folder, "second", "link"));
    test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("findProgram() takes the first executable file on PATH", () =>
  inFolder((folder) => {
    const PATH = `${folder}/first::${folder}/gone:${folder}/second`;
    assertEquals(findProgram("tool", { PATH }), `${folder}/second/tool`);
    assertEquals(findProgram("link", { PATH }), `${folder}/second/link`);
    assertEquals(findProgram("folder", { PATH }), null);
    assertEquals(findProgram("", { PATH }), null);
    assertEquals(findProgram("tool", {}), null);
  }));

Deno.test("findProgram() passes over relative folders on PATH", () =>
  inFolder((folder) => {
    const back = Deno.cwd().slice(1).split("/").map(() => "..").join("/");
    const PATH = `${back}${folder}/second`;
    assertEquals(findProgram("tool", { PATH }), null);
  }));

Deno.test("findProgram() takes a path as it is, without looking at PATH", () =>
  inFolder((folder) => {
    const PATH = `${folder}/second`;
    assertEquals(
      findProgram(`${folder}/second/tool`, {}),
      `${folder}/second/tool`,
    );
    assertEquals(findProgram(`${folder}/first/tool`, { PATH }), null);
    assertEquals(findProgram(`${folder}/first/folder`, { PATH }), null);
    assertEquals(findProgram(`${folder}/first/tool/x`, { PATH }), null);
  }));
