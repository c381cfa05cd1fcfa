import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { pathKind, readPersonFile } from "../../lib/system/person_file.ts";

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "file"), "text");
    await Deno.symlink("file", join(folder, "link"));
    await Deno.symlink("loop", join(folder, "loop"));
    await Deno.symlink("gone", join(folder, "dangling"));
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("pathKind() follows links and never throws", () =>
  inFolder((folder) => {
    const kind = (name: string) => pathKind(join(folder, name));
    assertEquals(kind("file"), "file");
    assertEquals(kind("link"), "file");
    assertEquals(kind("."), "folder");
    assertEquals(kind("gone"), "missing");
    assertEquals(kind("dangling"), "missing");
    assertEquals(kind("file/below"), "missing");
    assertEquals(kind("loop"), "other");
    assertEquals(pathKind("/dev/null"), "other");
    return Promise.resolve();
  }));

Deno.test("readPersonFile() reads through links and refuses what is no file", () =>
  inFolder(async (folder) => {
    const link = await readPersonFile(join(folder, "link"));
    assert(link.kind === "text");
    assertEquals(link.text, "text");
    const kind = async (path: string) => (await readPersonFile(path)).kind;
    assertEquals(await kind(join(folder, "gone")), "missing");
    assertEquals(await kind(join(folder, "file", "below")), "missing");
    assertEquals(await kind(folder), "refused");
    assertEquals(await kind(join(folder, "loop")), "refused");
    assertEquals(await kind("/dev/zero"), "refused");
  }));
