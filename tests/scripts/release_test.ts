import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { compileArguments, root } from "../../scripts/compile.ts";
import { pack, SUMS, writeSums } from "../../scripts/pack.ts";
import { obstacles } from "../../scripts/release.ts";

const ready = {
  version: "1.2.0",
  changelog: "# Changelog\n\n## [1.2.0] - 2026-03-01\n\n## [1.1.0] - 2026\n",
  status: "",
  base: undefined,
};

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a program that must succeed. @returns What it printed. */
async function output(program: string, args: string[], cwd: string) {
  const { success, stdout } = await new Deno.Command(program, { args, cwd })
    .output();
  assert(success, program);
  return new TextDecoder().decode(stdout);
}

Deno.test("obstacles() finds none when all is committed and the change log has the version", () => {
  assertEquals(obstacles(ready), []);
});

Deno.test("obstacles() tells what stands against a release, all at once", () => {
  const cases = [
    [{ status: " M main.ts\n" }, "files are changed and not committed"],
    [{ version: "1.2.1" }, "CHANGELOG.md has no entry for 1.2.1"],
    [{ version: "1.2" }, "CHANGELOG.md has no entry for 1.2"],
    [{ changelog: "## [1.2.0] - Unreleased\n" }, "has no date"],
    [{ changelog: "## [1.2.0]\n" }, "has no date"],
    [{ base: "/somewhere/denort" }, "DENORT_BIN"],
  ] as const;
  for (const [change, words] of cases) {
    const found = obstacles({ ...ready, ...change });
    assertEquals(found.length, 1, words);
    assert(found[0]?.includes(words), found[0]);
  }
  const all = { version: "2.0.0", changelog: "", status: "?? x", base: "/x" };
  assertEquals(obstacles(all).length, 3);
});

Deno.test("pack() puts files side by side, with their modes", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "deep"));
    await Deno.writeTextFile(join(folder, "deep/program"), "#!/bin/sh\n");
    await Deno.chmod(join(folder, "deep/program"), 0o755);
    await Deno.writeTextFile(join(folder, "LICENSE"), "free\n");
    const tarball = join(folder, "a.tar.gz");
    await pack(tarball, [
      join(folder, "deep/program"),
      join(folder, "LICENSE"),
    ]);
    const names = await output("tar", ["-tzf", tarball], folder);
    assertEquals(names, "program\nLICENSE\n");
    await output("tar", ["-xzf", tarball], folder);
    const { mode } = await Deno.stat(join(folder, "program"));
    assertEquals((mode ?? 0) & 0o700, 0o700);
  }));

Deno.test("pack() throws when nothing can be written", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "a"), "");
    const tarball = join(folder, "gone/a.tar.gz");
    await assertRejects(
      () => pack(tarball, [join(folder, "a")]),
      Error,
      "gone",
    );
  }));

Deno.test("writeSums() writes what shasum verifies", () =>
  inFolder(async (folder) => {
    for (const name of ["a.tar.gz", "b.tar.gz"]) {
      await Deno.writeTextFile(join(folder, name), `content of ${name}`);
    }
    await writeSums(folder, ["a.tar.gz", "b.tar.gz"]);
    const verify = `sha256sum -c ${SUMS} || shasum -a 256 -c ${SUMS}`;
    const verified = await output("sh", ["-c", verify], folder);
    assertEquals(verified, "a.tar.gz: OK\nb.tar.gz: OK\n");
  }));

Deno.test("compileArguments() grants no permission whole that can be narrower", () => {
  const args = compileArguments({ output: "/tmp/samocode" });
  const granted = args.filter((arg) => arg.startsWith("--allow-"));
  for (const flag of ["all", "net", "sys", "ffi", "import"]) {
    assert(!granted.includes(`--allow-${flag}`), flag);
  }
  assert(args.includes("--no-prompt"));
  assert(!args.includes("-A"));
});

Deno.test("compileArguments() includes files that are there", async () => {
  const args = compileArguments({ output: "/tmp/samocode" });
  const included = args.filter((_, i) => args[i - 1] === "--include");
  assert(included.length > 0);
  for (const path of included) await Deno.lstat(join(root, path));
});
