import { assertEquals, assertNotEquals } from "@std/assert";
import {
  findChanges,
  type FindChangesOptions,
  toldFindings,
} from "../../lib/engine/find_changes.ts";
import { changedSince, diffSince } from "../../lib/system/changes.ts";
import { finding } from "../../lib/workflow/changes/finding.ts";
import { type Place, place, repository } from "../system/repository.ts";

/** Commits files, lets `work` change them, and finds what was done. */
async function found(
  files: Readonly<Record<string, string>>,
  work: (its: Place) => void,
  { prepare, ...options }: Partial<FindChangesOptions> & {
    /** Done before the first commit. */
    readonly prepare?: (its: Place) => void;
  } = {},
): Promise<readonly string[]> {
  const names: string[] = [];
  await place(async (its) => {
    const cwd = repository(its, { below: "r" });
    for (const [path, text] of Object.entries(files)) {
      its.write(`r/${path}`, text);
    }
    prepare?.(its);
    its.git("r", "add", "-A");
    its.git("r", "commit", "-qm", "before", "--allow-empty");
    const base = its.git("r", "rev-parse", "HEAD");
    work(its);
    its.git("r", "add", "-A");
    its.git("r", "commit", "-qm", "work", "--allow-empty");
    const { findings } = await findChanges({
      host: {
        changes: (base) => changedSince(cwd, base),
        diff: (base, paths) => diffSince(cwd, { base, paths }),
      },
      workingDir: cwd,
      base,
      checks: [{ name: "test", command: "npm test" }],
      approvedChecks: null,
      ticked: 0,
      ...options,
    });
    names.push(...findings.map(({ name, file }) => `${name} ${file}`));
  });
  return names;
}

const npm = (test: string, version = "1") =>
  JSON.stringify({ version, scripts: { test } });

Deno.test("findChanges() follows a script that did not change into what it runs", async () => {
  const files = { "package.json": npm("node run.js"), "run.js": "1" };
  assertEquals(await found(files, ({ write }) => write("r/run.js", "2")), [
    "check-file-changed run.js",
  ]);
});

Deno.test("findChanges() follows a script in a file that changed, to what it ran before and runs now", async () => {
  const files = {
    "package.json": npm("node run.js"),
    "run.js": "1",
    "other.js": "1",
  };
  const names = await found(files, ({ write }) => {
    write("r/package.json", npm("node run.js", "2"));
    write("r/run.js", "2");
    write("r/other.js", "2");
  });
  assertEquals(names, ["check-file-changed run.js"]);
  const moved = await found(files, ({ write }) => {
    write("r/package.json", npm("node other.js"));
    write("r/run.js", "2");
    write("r/other.js", "2");
  });
  assertEquals(moved.toSorted(), [
    "check-file-changed other.js",
    "check-file-changed run.js",
    "check-script-changed package.json",
  ]);
});

Deno.test("findChanges() reads no script through a link that leads out of the working folder", async () => {
  const names = await found(
    { "run.js": "1" },
    ({ write }) => write("r/run.js", "2"),
    {
      prepare: ({ folder, write }) => {
        write("outside.json", npm("node run.js"));
        const link = `${folder}/r/package.json`;
        Deno.symlinkSync(`${folder}/outside.json`, link);
      },
    },
  );
  assertEquals(names, []);
});

Deno.test("findChanges() looks at what the check of the approval ran, too", async () => {
  const names = await found(
    { "check.sh": "1" },
    ({ write }) => write("r/check.sh", "2"),
    {
      checks: [{ name: "test", command: "true" }],
      approvedChecks: [{ name: "test", command: "sh check.sh" }],
    },
  );
  assertEquals(names, [
    "check-file-changed check.sh",
    "check-command-changed null",
  ]);
});

Deno.test("findChanges() finds that nothing could be compared", async () => {
  const problem = () => Promise.resolve({ problem: "no such commit" });
  assertEquals(
    await found({}, () => {}, { host: { changes: problem, diff: problem } }),
    ["not-compared null"],
  );
  const cut = () => Promise.resolve({ text: "diff --git a/x b/x\n@@ -1,9" });
  const changes = () =>
    Promise.resolve({
      files: [{ path: "a_test.ts", before: "1", after: "2" }],
      descends: true,
    });
  assertEquals(await found({}, () => {}, { host: { changes, diff: cut } }), [
    "not-compared null",
  ]);
});

Deno.test("toldFindings() tells equal findings by equal keys, and of very many each file once", async () => {
  const one = (text: string, line: number) =>
    finding("assertion-removed", { file: "a_test.ts", line, text });
  const [a, b, c] = await toldFindings([one("x", 1), one("x", 9), one("y", 1)]);
  assertEquals(a?.key, b?.key);
  assertNotEquals(a?.key, c?.key);
  const many = Array.from({ length: 1_000 }, (_, i) => one(`x${i}`, i));
  const told = await toldFindings(many);
  assertEquals(told.map(({ text }) => text), ["x0, and 999 more in this file"]);
});
