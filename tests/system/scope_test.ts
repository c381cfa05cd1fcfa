import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { inside } from "../../lib/system/scope.ts";

async function withFolders(
  test: (root: string, outside: string) => void,
): Promise<void> {
  const home = await Deno.realPath(await Deno.makeTempDir());
  try {
    Deno.mkdirSync(`${home}/in/deep`, { recursive: true });
    Deno.mkdirSync(`${home}/out`);
    Deno.writeTextFileSync(`${home}/out/secret`, "s");
    test(`${home}/in`, `${home}/out`);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("inside() takes what is in the folder, whether it is there or not", () =>
  withFolders((root) => {
    assertEquals(inside(root, root), root);
    assertEquals(inside(root, `${root}/deep`), `${root}/deep`);
    assertEquals(inside(root, `${root}/new/file`), `${root}/new/file`);
    assertEquals(inside(root, `${root}/deep/`), `${root}/deep`);
  }));

Deno.test("inside() follows a link that stays in the folder", () =>
  withFolders((root) => {
    Deno.symlinkSync(`${root}/deep`, `${root}/link`);
    assertEquals(inside(root, `${root}/link/a`), `${root}/deep/a`);
  }));

Deno.test("inside() refuses every way out: names, dots, links to files, to folders, to nothing", () =>
  withFolders((root, outside) => {
    Deno.symlinkSync(outside, `${root}/folder`);
    Deno.symlinkSync(`${outside}/secret`, `${root}/file`);
    Deno.symlinkSync(`${outside}/none`, `${root}/broken`);
    Deno.symlinkSync("..", `${root}/up`);
    for (
      const path of [
        outside,
        `${root}side`,
        "/",
        `${root}/../out`,
        `${root}/./deep`,
        "deep",
        `${root}/folder`,
        `${root}/folder/new`,
        `${root}/file`,
        `${root}/broken`,
        `${root}/up/out/secret`,
      ]
    ) assertThrows(() => inside(root, path), UserError, "Cannot use", path);
  }));
