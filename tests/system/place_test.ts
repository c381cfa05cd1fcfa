import { assert, assertEquals, assertFalse } from "@std/assert";
import { join } from "@std/path";
import { moveFile, placeNew, removeAny } from "../../lib/system/place.ts";

async function inFolder(test: (at: (name: string) => string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test((name) => join(folder, name));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("placeNew() gives a file a second name, and never writes over another", () =>
  inFolder(async (at) => {
    await Deno.writeTextFile(at("a"), "new");
    assert(placeNew(at("a"), at("b")));
    assertEquals(await Deno.readTextFile(at("b")), "new");
    await Deno.writeTextFile(at("c"), "old");
    assertFalse(placeNew(at("a"), at("c")));
    assertEquals(await Deno.readTextFile(at("c")), "old");
    assertFalse(placeNew(at("gone"), at("d")));
  }));

Deno.test("placeNew() copies where a second name cannot be had", () =>
  inFolder(async (at) => {
    const elsewhere = await otherFileSystem(at("."));
    if (elsewhere === null) return;
    try {
      const from = join(elsewhere, "a");
      await Deno.writeTextFile(from, "new", { mode: 0o640 });
      assert(placeNew(from, at("a")));
      assertEquals(await Deno.readTextFile(at("a")), "new");
      assertEquals((await Deno.lstat(at("a"))).mode! & 0o777, 0o640);
      await Deno.writeTextFile(at("a"), "old");
      assertFalse(placeNew(from, at("a")));
      assertEquals(await Deno.readTextFile(at("a")), "old");
      assertFalse(placeNew(join(elsewhere, "gone"), at("b")));
    } finally {
      await Deno.remove(elsewhere, { recursive: true });
    }
  }));

Deno.test("moveFile() renames over what is there, and tells when nothing was", () =>
  inFolder(async (at) => {
    await Deno.writeTextFile(at("a"), "a");
    await Deno.writeTextFile(at("b"), "b");
    assert(moveFile(at("a"), at("b")));
    assertEquals(await Deno.readTextFile(at("b")), "a");
    assertFalse(moveFile(at("a"), at("b")));
  }));

Deno.test("removeAny() removes whatever is there and follows no link", () =>
  inFolder(async (at) => {
    await Deno.mkdir(at("kept"));
    await Deno.writeTextFile(at("kept/file"), "text");
    await Deno.symlink("kept", at("link"));
    await Deno.mkdir(at("folder"));
    await Deno.symlink("../kept", at("folder/link"));
    await new Deno.Command("mkfifo", { args: [at("pipe")] }).output();
    for (const name of ["link", "folder", "pipe", "gone"]) removeAny(at(name));
    assertEquals([...Deno.readDirSync(at("."))].map((e) => e.name), ["kept"]);
    assertEquals(await Deno.readTextFile(at("kept/file")), "text");
  }));

/** A folder on another file system than `path`, where the machine has one. */
async function otherFileSystem(path: string): Promise<string | null> {
  try {
    const folder = await Deno.makeTempDir({ dir: "/dev/shm" });
    if ((await Deno.stat(folder)).dev !== (await Deno.stat(path)).dev) {
      return folder;
    }
    await Deno.remove(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return null;
}
