/**
 * Builds a release into `dist/`: `deno task release`.
 *
 * @module
 */

import { join } from "@std/path";
import { VERSION } from "../lib/cli/version.ts";
import { compile, root } from "./compile.ts";
import { pack, SUMS, tarballName, TARGETS, writeSums } from "./pack.ts";

/** What a release is judged by. */
export interface Readiness {
  readonly version: string;
  /** Text of `CHANGELOG.md`. */
  readonly changelog: string;
  /** What `git status --porcelain` prints. */
  readonly status: string;
  /** Value of `DENORT_BIN`. */
  readonly base: string | undefined;
}

/**
 * Tells everything that stands against a release; nothing when it can be built.
 *
 * @example
 * ```ts
 * import { obstacles } from "./release.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const changelog = "# Changelog\n\n## [1.2.0] - 2026-03-01\n";
 * const ready = { version: "1.2.0", changelog, status: "", base: undefined };
 * assertEquals(obstacles(ready), []);
 * ```
 */
export function obstacles(
  { version, changelog, status, base }: Readiness,
): readonly string[] {
  const found: string[] = [];
  if (status.trim() !== "") {
    found.push(`files are changed and not committed:\n${status.trimEnd()}`);
  }
  const heading = changelog.split("\n").find((line) =>
    line.startsWith(`## [${version}]`)
  );
  if (heading === undefined) {
    found.push(`CHANGELOG.md has no entry for ${version}`);
  } else if (!/\] - \d{4}-\d\d-\d\d$/.test(heading)) {
    found.push(`the entry for ${version} in CHANGELOG.md has no date`);
  }
  if (base !== undefined) {
    found.push("DENORT_BIN names a foreign base, which is good for tests only");
  }
  return found;
}

async function main(): Promise<number> {
  const found = obstacles({
    version: VERSION,
    changelog: await Deno.readTextFile(join(root, "CHANGELOG.md")),
    status: await gitStatus(),
    base: Deno.env.get("DENORT_BIN"),
  });
  if (found.length > 0) {
    console.error(`Cannot release ${VERSION}:`);
    for (const line of found) console.error(`  - ${line}`);
    return 1;
  }
  const dist = join(root, "dist");
  const names: string[] = [];
  for (const target of TARGETS) {
    const output = join(dist, target, "samocode");
    if (!await compile({ output, target })) return 1;
    const name = tarballName(VERSION, target);
    await pack(join(dist, name), [output, join(root, "LICENSE")]);
    names.push(name);
  }
  await Deno.copyFile(join(root, "install.sh"), join(dist, "install.sh"));
  names.push("install.sh");
  await writeSums(dist, names);
  console.error(`Tag v${VERSION} and publish, from ${dist}:`);
  for (const name of [...names, SUMS]) console.log(name);
  return 0;
}

async function gitStatus(): Promise<string> {
  const { success, stdout } = await new Deno.Command("git", {
    args: ["status", "--porcelain"],
    cwd: root,
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("Cannot tell whether all is committed");
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) Deno.exit(await main());
