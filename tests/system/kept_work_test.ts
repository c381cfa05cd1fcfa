import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { keepWork } from "../../lib/system/keep_work.ts";
import {
  keptDiff,
  keptFiles,
  listKept,
  restoreKept,
} from "../../lib/system/kept_work.ts";
import { place, repository } from "./repository.ts";

const read = (path: string) => Deno.readTextFileSync(path);

Deno.test("listKept() lists the work of one session, the newest first", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    assertEquals(await listKept(cwd, "s"), []);
    for (const name of ["s/2-1", "s/10-1", "other/1-1"]) {
      its.write("r/a", `${name}\n`);
      await keepWork(cwd, name);
    }
    const names = (await listKept(cwd, "s")).map(({ name }) => name);
    assertEquals(names, ["10-1", "2-1"]);
    const [first] = await listKept(cwd, "other");
    assertEquals(first?.ref, "refs/samocode/wip/other/1-1");
    assertEquals(Math.abs(Date.now() - first!.atMs) < 60_000, true);
  }));

Deno.test("restoreKept() puts files back as they were, removed ones too, and leaves all others", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.write("r/gone", "gone\n");
    its.write("r/other", "other\n");
    its.git("r", "add", ".");
    its.git("r", "commit", "-qm", "second");
    its.write("r/a", "worked on\n");
    Deno.mkdirSync(`${cwd}/src`);
    its.write("r/src/*[new] file", "new\n");
    Deno.removeSync(`${cwd}/gone`);
    await keepWork(cwd, "s/1-1");
    const ref = "refs/samocode/wip/s/1-1";
    its.git("r", "checkout", "-q", ".");
    its.git("r", "clean", "-qfd");
    its.write("r/other", "changed since\n");
    const files = await restoreKept(cwd, ref);
    assertEquals(files, {
      written: ["a", "src/*[new] file"],
      removed: ["gone"],
    });
    assertEquals(read(`${cwd}/a`), "worked on\n");
    assertEquals(read(`${cwd}/src/*[new] file`), "new\n");
    assertEquals(read(`${cwd}/other`), "changed since\n");
    assertEquals(
      [...Deno.readDirSync(cwd)].some((e) => e.name === "gone"),
      false,
    );
    assertEquals(its.git("r", "diff", "--cached", "--name-only"), "");
  }));

Deno.test("restoreKept() works from a folder below, and for work from before the first commit", () =>
  place(async (its) => {
    Deno.mkdirSync(`${its.folder}/e/sub`, { recursive: true });
    its.git("e", "init", "-q");
    its.write("e/a", "a\n");
    its.write("e/sub/b", "b\n");
    await keepWork(`${its.folder}/e`, "s/1-1");
    Deno.removeSync(`${its.folder}/e/a`);
    Deno.removeSync(`${its.folder}/e/sub/b`);
    await restoreKept(`${its.folder}/e/sub`, "refs/samocode/wip/s/1-1");
    assertEquals(read(`${its.folder}/e/a`), "a\n");
    assertEquals(read(`${its.folder}/e/sub/b`), "b\n");
  }));

Deno.test("restoreKept() removes nothing through a link", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    Deno.mkdirSync(`${cwd}/src`);
    its.write("r/src/b", "b\n");
    its.git("r", "add", ".");
    its.git("r", "commit", "-qm", "second");
    Deno.removeSync(`${cwd}/src`, { recursive: true });
    await keepWork(cwd, "s/1-1");
    Deno.mkdirSync(`${its.folder}/elsewhere`);
    its.write("elsewhere/b", "mine\n");
    Deno.symlinkSync(`${its.folder}/elsewhere`, `${cwd}/src`);
    await assertRejects(
      () => restoreKept(cwd, "refs/samocode/wip/s/1-1"),
      UserError,
      "leads out of",
    );
    assertEquals(read(`${its.folder}/elsewhere/b`), "mine\n");
  }));

Deno.test("keptDiff() shows the changes of kept work", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.write("r/a", "worked on\n");
    await keepWork(cwd, "s/1-1");
    const ref = "refs/samocode/wip/s/1-1";
    const diff = await keptDiff(cwd, { ref, color: false });
    assertStringIncludes(diff, "-a\n+worked on\n");
    await assertRejects(() => keptFiles(cwd, `${ref}9`), UserError, "Cannot");
  }));
