// What our own parts of the standard library share with the real ones, as those document it.

import { parse } from "@std/dotenv";
import { ensureDir, ensureFile, exists, existsSync, walk } from "@std/fs";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";

async function inFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("ensureDir() and ensureFile() make parents, and leave what is there", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a/b/c.txt");
    await ensureFile(file);
    await Deno.writeTextFile(file, "kept");
    await ensureFile(file);
    await ensureDir(join(folder, "a/b"));
    assertEquals(await Deno.readTextFile(file), "kept");
    await assertRejects(() => ensureDir(file), Error, "expected 'dir'");
  }));

Deno.test("exists() tells files from folders, and a broken link from both", () =>
  inFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await Deno.symlink(join(folder, "gone"), join(folder, "link"));
    assert(await exists(file, { isFile: true }));
    assert(!await exists(file, { isDirectory: true }));
    assert(existsSync(folder, { isDirectory: true }));
    assert(!existsSync(join(folder, "link")));
    const both = { isFile: true, isDirectory: true };
    await assertRejects(() => exists(file, both), TypeError);
  }));

Deno.test("walk() begins with the root, keeps to its depth, and follows no link", () =>
  inFolder(async (folder) => {
    await ensureFile(join(folder, "a/b/deep.md"));
    await ensureFile(join(folder, "a/near.md"));
    await ensureFile(join(folder, "skipped/x.md"));
    await Deno.symlink(join(folder, "a"), join(folder, "link"));
    const found = async (options: Parameters<typeof walk>[1]) => {
      const paths = [];
      for await (const { path } of walk(folder, options)) paths.push(path);
      return paths.map((path) => path.slice(folder.length));
    };
    const all = await found({ skip: [/skipped/] });
    assertEquals(all[0], "");
    assertEquals(all.sort(), [
      "",
      "/a",
      "/a/b",
      "/a/b/deep.md",
      "/a/near.md",
      "/link",
    ]);
    assertEquals(await found({ maxDepth: 0 }), [""]);
    const shallow = { maxDepth: 2, exts: ["md"], includeDirs: false };
    assertEquals((await found(shallow)).sort(), [
      "/a/near.md",
      "/skipped/x.md",
    ]);
  }));

Deno.test("parse() understands quotes, comments, export and values over several lines", () => {
  const text = [
    "# a comment",
    "PLAIN = a b # and another",
    "export NAMED=yes",
    "EMPTY=",
    `SINGLE='raw \\n # $HOME'`,
    `DOUBLE="one\\ntwo # not a comment"`,
    `LINES="one`,
    `two"`,
  ].join("\n");
  assertEquals(parse(text), {
    PLAIN: "a b",
    NAMED: "yes",
    EMPTY: "",
    SINGLE: "raw \\n # $HOME",
    DOUBLE: "one\ntwo # not a comment",
    LINES: "one\ntwo",
  });
});
