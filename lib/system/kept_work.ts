/**
 * Work that was kept under refs of its own: to be listed, looked at and put back.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import { UserError } from "../errors.ts";
import { lstatOrNull, removeIfThere } from "./files.ts";
import { git, gitProblem, type GitResult } from "./git.ts";
import { inside } from "./scope.ts";

/** One ref with kept work. */
export interface KeptRef {
  /** Last part of its name: `<iteration>-<attempt>`. */
  readonly name: string;
  /** Whole name. */
  readonly ref: string;
  /** Epoch ms. */
  readonly atMs: number;
}

/** Files that a ref changes against the commit it was made on, from the root of the repository. */
export interface KeptFiles {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** What kept work is compared with. */
export interface KeptOptions {
  /** A ref. */
  readonly from?: string;
}

/**
 * Kept work of a session, the newest first.
 *
 * @throws {UserError} when git cannot tell.
 */
export async function listKept(
  cwd: string,
  session: string,
): Promise<readonly KeptRef[]> {
  const prefix = `refs/samocode/wip/${session}/`;
  const listed = ok(
    await git([
      "for-each-ref",
      "--sort=-version:refname",
      "--sort=-committerdate",
      "--format=%(refname) %(committerdate:unix)",
      prefix,
    ], { cwd }),
    "list the kept work",
  );
  return listed.split("\n").filter((line) => line !== "").map((line) => {
    const [ref = "", seconds] = line.split(" ");
    return {
      name: ref.slice(prefix.length),
      ref,
      atMs: Number(seconds) * 1000,
    };
  });
}

/**
 * The files of kept work.
 *
 * @param options.from What it is compared with; the commit that it was made on unless told.
 * @throws {UserError} when git cannot tell.
 */
export async function keptFiles(
  cwd: string,
  ref: string,
  { from }: KeptOptions = {},
): Promise<KeptFiles> {
  const told = ok(
    await git([
      "diff",
      "--name-status",
      "--no-renames",
      "-z",
      from ?? await baseOf(cwd, ref),
      ref,
    ], { cwd }),
    `look at "${ref}"`,
  );
  const words = told.split("\0");
  const files = { written: [] as string[], removed: [] as string[] };
  for (let at = 0; at + 1 < words.length; at += 2) {
    (words[at] === "D" ? files.removed : files.written).push(words[at + 1]!);
  }
  return files;
}

/** The changes of kept work as a patch. @throws {UserError} when git cannot tell. */
export async function keptDiff(
  cwd: string,
  { ref, color }: { readonly ref: string; readonly color: boolean },
): Promise<string> {
  return ok(
    await git([
      "diff",
      color ? "--color=always" : "--no-color",
      "--no-ext-diff",
      await baseOf(cwd, ref),
      ref,
    ], { cwd }),
    `look at "${ref}"`,
  );
}

/**
 * Puts the files of kept work into the working folder, as they were; HEAD, index and other files stay.
 *
 * @param options.from The state that is there now, which makes it the whole state that is put back; else it is what the
 * kept work changed.
 * @throws {UserError} when git cannot, or a link leads out of the repository.
 */
export async function restoreKept(
  cwd: string,
  ref: string,
  options: KeptOptions = {},
): Promise<KeptFiles> {
  const shown = await git(["rev-parse", "--show-toplevel"], { cwd });
  const root = Deno.realPathSync(
    ok(shown, "find the repository").replace(/\n$/, ""),
  );
  const files = await keptFiles(cwd, ref, options);
  if (files.written.length > 0) {
    const list = Deno.makeTempFileSync({ prefix: "samocode-paths-" });
    try {
      Deno.writeTextFileSync(list, files.written.join("\0"));
      const restored = await git([
        "--literal-pathspecs",
        "restore",
        `--source=${ref}`,
        "--worktree",
        `--pathspec-from-file=${list}`,
        "--pathspec-file-nul",
      ], { cwd: root, timeoutMs: 60_000 });
      ok(restored, `put "${ref}" back`);
    } finally {
      Deno.removeSync(list);
    }
  }
  for (const file of files.removed) {
    const path = join(root, file);
    // A folder that is a link now leads to files that are not the repository's.
    inside(root, dirname(path));
    if (lstatOrNull(path)?.isDirectory === false) removeIfThere(path);
  }
  return files;
}

/** The commit that kept work was made on. */
async function baseOf(cwd: string, ref: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", `${ref}^`];
  const parent = await git(args, { cwd });
  if (parent.code === 0) return parent.stdout.trim();
  // The tree without files, whose id depends on the repository's kind of ids.
  const empty = await git(["hash-object", "-t", "tree", "/dev/null"], { cwd });
  return ok(empty, `look at "${ref}"`).trim();
}

function ok(result: GitResult, what: string): string {
  if (result.code === 0) return result.stdout;
  throw new UserError(`Cannot ${what}: ${gitProblem(result)}`);
}
