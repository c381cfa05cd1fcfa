import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { UserError } from "../../lib/errors.ts";
import {
  applyPatch,
  hasUncommitted,
  patchFit,
} from "../../lib/system/patch.ts";

const OLD = "one\ntwo\n";
const NEW = "one\ntwo\nthree\n";
const PATCH = `diff --git a/CLAUDE.md b/CLAUDE.md
--- a/CLAUDE.md
+++ b/CLAUDE.md
@@ -1,2 +1,3 @@
 one
 two
+three
`;
const MADE = "--- /dev/null\n+++ b/web/AGENTS.md\n@@ -0,0 +1 @@\n+x\n";

async function inFolder(
  { repository }: { readonly repository: boolean },
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.writeTextFile(join(folder, "CLAUDE.md"), OLD);
    if (repository) {
      git(folder, "init", "-q");
      git(folder, "add", ".");
      const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
      git(folder, ...who, "commit", "-q", "-m", "First");
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function git(cwd: string, ...args: readonly string[]) {
  const { code } = new Deno.Command("git", { args: [...args], cwd })
    .outputSync();
  assertEquals(code, 0, args.join(" "));
}

function read(...path: readonly [string, ...string[]]): Promise<string> {
  return Deno.readTextFile(join(...path));
}

for (const repository of [true, false]) {
  const where = repository ? "a repository" : "a plain folder";

  Deno.test(`applyPatch() changes files in ${where}, and patchFit() tells before and after`, () =>
    inFolder({ repository }, async (folder) => {
      assertEquals(await patchFit(folder, PATCH), { kind: "fits" });
      assertEquals(await read(folder, "CLAUDE.md"), OLD);
      await applyPatch(folder, PATCH);
      assertEquals(await read(folder, "CLAUDE.md"), NEW);
      assertEquals(await patchFit(folder, PATCH), { kind: "there" });
      await applyPatch(folder, MADE);
      assertEquals(await read(folder, "web/AGENTS.md"), "x\n");
    }));

  Deno.test(`patchFit() tells what is in the way in ${where}, and applyPatch() changes nothing then`, () =>
    inFolder({ repository }, async (folder) => {
      await Deno.writeTextFile(join(folder, "CLAUDE.md"), "other\n");
      const both = MADE + PATCH;
      assertEquals((await patchFit(folder, both)).kind, "no");
      await assertRejects(
        () => applyPatch(folder, both),
        UserError,
        "Cannot apply the patch",
      );
      assertEquals(await read(folder, "CLAUDE.md"), "other\n");
      await assertRejects(() => read(folder, "web/AGENTS.md"));
    }));

  Deno.test(`patchFit() follows no link in ${where}`, () =>
    inFolder({ repository }, async (folder) => {
      const out = await Deno.makeTempDir();
      try {
        await Deno.symlink(out, join(folder, "web"));
        assertEquals((await patchFit(folder, MADE)).kind, "no");
        await Deno.remove(join(folder, "CLAUDE.md"));
        await Deno.writeTextFile(join(out, "CLAUDE.md"), OLD);
        await Deno.symlink(join(out, "CLAUDE.md"), join(folder, "CLAUDE.md"));
        assertEquals((await patchFit(folder, PATCH)).kind, "no");
      } finally {
        await Deno.remove(out, { recursive: true });
      }
    }));
}

Deno.test("applyPatch() takes the paths for those of the folder, below the root of a repository too", () =>
  inFolder({ repository: true }, async (folder) => {
    const below = join(folder, "web");
    await Deno.mkdir(below);
    await Deno.writeTextFile(join(below, "CLAUDE.md"), OLD);
    assertEquals(await patchFit(below, PATCH), { kind: "fits" });
    await applyPatch(below, PATCH);
    assertEquals(await read(below, "CLAUDE.md"), NEW);
    assertEquals(await read(folder, "CLAUDE.md"), OLD);
  }));

Deno.test("hasUncommitted() looks at the paths that it is given", () =>
  inFolder({ repository: true }, async (folder) => {
    await Deno.writeTextFile(join(folder, "other"), "");
    assertEquals(await hasUncommitted(folder, ["CLAUDE.md"]), false);
    assertEquals(await hasUncommitted(folder, ["CLAUDE.md", "other"]), true);
    await Deno.writeTextFile(join(folder, "CLAUDE.md"), NEW);
    assertEquals(await hasUncommitted(folder, ["CLAUDE.md"]), true);
  }));
