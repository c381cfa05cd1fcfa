import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { UserError } from "../../lib/errors.ts";
import { openPlain } from "../../lib/system/plain_file.ts";

async function inFolder(test: (at: (name: string) => string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test((name) => join(folder, name));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openPlain() opens a file, and makes one only when told", () =>
  inFolder(async (at) => {
    assertEquals(openPlain(at("a")), null);
    assertEquals(openPlain(at("a"), { append: true }), null);
    const made = openPlain(at("a"), { append: true, create: true });
    assert(made !== null);
    made.writeSync(new TextEncoder().encode("text"));
    made.close();
    assertEquals((await Deno.lstat(at("a"))).mode! & 0o777, 0o600);
    const opened = openPlain(at("a"), { create: true });
    assertEquals(opened?.statSync().size, 4);
    opened?.close();
  }));

Deno.test("openPlain() writes at the end only", () =>
  inFolder(async (at) => {
    await Deno.writeTextFile(at("a"), "ab");
    const file = openPlain(at("a"), { append: true })!;
    file.seekSync(0, 0);
    file.writeSync(new TextEncoder().encode("c"));
    file.close();
    assertEquals(await Deno.readTextFile(at("a")), "abc");
  }));

Deno.test("openPlain() refuses links, folders and pipes without waiting", () =>
  inFolder(async (at) => {
    await Deno.writeTextFile(at("file"), "");
    await Deno.symlink("file", at("link"));
    await Deno.symlink("gone", at("broken"));
    await Deno.mkdir(at("folder"));
    await new Deno.Command("mkfifo", { args: [at("pipe")] }).output();
    for (const name of ["link", "broken", "folder", "pipe"]) {
      for (const append of [false, true]) {
        const error = assertThrows(
          () => openPlain(at(name), { append, create: true }),
          UserError,
        );
        assert(error.message.startsWith(`Cannot open "${at(name)}": it is`));
      }
    }
    await assertMissing(at("gone"));
  }));

Deno.test("openPlain() tells in words what the system refuses", () =>
  inFolder((at) => {
    const open = () => openPlain(at("gone/a"), { create: true });
    const error = assertThrows(open, UserError);
    assert(error.cause instanceof Deno.errors.NotFound);
    return Promise.resolve();
  }));

async function assertMissing(path: string) {
  const names = [];
  for await (const { name } of Deno.readDir(join(path, ".."))) names.push(name);
  assert(!names.includes(path.split("/").at(-1)!));
}
