import { assert, assertEquals } from "@std/assert";
import { changedSince, diffSince } from "../../lib/system/changes.ts";
import { parseDiff } from "../../lib/workflow/changes/diff.ts";
import { type Place, place, repository } from "./repository.ts";

/** A repository in which much has happened since its first commit. */
async function changed(
  act: (
    its: Place & { readonly cwd: string; readonly base: string },
  ) => Promise<void>,
): Promise<void> {
  await place(async (its) => {
    const cwd = repository(its, { below: "r" });
    for (const name of ["gone", "moved", "blank lines", 'quo"ted', "*"]) {
      its.write(`r/${name}`, `${name}\n\nend\n`);
    }
    its.write("r/run", "x");
    its.git("r", "add", ".");
    its.git("r", "commit", "-qm", "second");
    const base = its.git("r", "rev-parse", "HEAD");
    its.git("r", "rm", "-q", "gone");
    its.git("r", "mv", "moved", "elsewhere");
    its.write("r/blank lines", "blank lines\n\nchanged\n");
    its.write('r/quo"ted', "1");
    its.write("r/.gitattributes", "* -diff\n");
    Deno.chmodSync(`${cwd}/run`, 0o755);
    its.git("r", "add", ".");
    its.git("r", "commit", "-qm", "third");
    await act({ ...its, cwd, base });
  });
}

Deno.test("changedSince() lists paths with mode and content, none of them as renamed", () =>
  changed(async ({ cwd, base }) => {
    const reading = await changedSince(cwd, base);
    assert("files" in reading);
    assertEquals(reading.descends, true);
    assertEquals(
      reading.files.map(({ path, before, after }) => [
        path,
        before?.slice(0, 6),
        after?.slice(0, 6),
      ]),
      [
        [".gitattributes", undefined, "100644"],
        ["blank lines", "100644", "100644"],
        ["elsewhere", undefined, "100644"],
        ["gone", "100644", undefined],
        ["moved", "100644", undefined],
        ['quo"ted', "100644", "100644"],
        ["run", "100644", "100755"],
      ],
    );
    const moved = reading.files.find(({ path }) => path === "moved");
    const there = reading.files.find(({ path }) => path === "elsewhere");
    assertEquals(moved?.before, there?.after);
  }));

Deno.test("diffSince() tells whole files, whatever the repository says of them, and only those that are meant", () =>
  changed(async ({ cwd, base, git }) => {
    git("r", "config", "diff.noprefix", "true");
    git("r", "config", "diff.suppressBlankEmpty", "true");
    const paths = ["blank lines", "gone", 'quo"ted', "*"];
    const reading = await diffSince(cwd, { base, paths });
    assert("text" in reading);
    assertEquals(parseDiff(reading.text), {
      files: [
        {
          path: "blank lines",
          before: "blank lines\n\nend\n",
          after: "blank lines\n\nchanged\n",
        },
        { path: "gone", before: "gone\n\nend\n", after: null },
        { path: 'quo"ted', before: 'quo"ted\n\nend\n', after: "1" },
      ],
      problem: null,
    });
  }));

Deno.test("changedSince() tells when HEAD does not come from that commit", () =>
  changed(async ({ cwd, base, git }) => {
    git("r", "checkout", "-q", "-b", "other", `${base}~1`);
    const reading = await changedSince(cwd, base);
    assert("files" in reading);
    assertEquals(reading.descends, false);
  }));

Deno.test("changedSince() and diffSince() say why there is no answer", () =>
  changed(async ({ cwd, folder }) => {
    const nowhere = "1".repeat(40);
    for (const base of ["--output=x", "HEAD", nowhere]) {
      assert("problem" in await changedSince(cwd, base));
      assert("problem" in await diffSince(cwd, { base, paths: ["a"] }));
    }
    assert("problem" in await changedSince(folder, nowhere));
  }));
