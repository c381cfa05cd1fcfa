/**
 * Whether the last phase changed the instructions for agents, which it may only propose.
 *
 * @module
 */

import { basename } from "@std/path";
import { isFolder } from "../../system/files.ts";
import { git } from "../../system/git.ts";
import { LESSON_FILES } from "../../workflow/lesson_path.ts";
import { oneLine } from "../../workflow/one_line.ts";
import type { Row, RowOf } from "../../workflow/row.ts";

/** One sentence without a full stop; `null`: it did not, or nobody can tell. */
export async function instructionsTouched(
  rows: readonly Row[],
  workingDir: string,
): Promise<string | null> {
  const heads = lastPhase(rows);
  if (heads === null || !isFolder(workingDir)) return null;
  const { from, to } = heads;
  const { code, stdout } = await git(
    ["diff", "--name-only", "--no-renames", "--no-relative", "-z", from, to],
    { cwd: workingDir },
  );
  const paths = code === 0
    ? stdout.split("\0").filter((path) => LESSON_FILES.includes(basename(path)))
    : [];
  return paths.length === 0 ? null : oneLine(
    `Between the start and the end of the last phase ${
      paths.join(", ")
    } changed, which it may only propose: git diff ${from.slice(0, 10)} ${
      to.slice(0, 10)
    }`,
  );
}

/** HEAD when the phase that finished began, and when it ended. */
function lastPhase(
  rows: readonly Row[],
): { readonly from: string; readonly to: string } | null {
  const decided = rows.filter((row): row is RowOf<"decided"> =>
    row.kind === "decided"
  );
  const end = decided.at(-1);
  if (end?.decision !== "finish") return null;
  const before = decided.findLast(({ from }) => from !== end.from);
  const from = before?.tree?.head ?? null;
  const to = end.tree?.head ?? null;
  return from === null || to === null || from === to ? null : { from, to };
}
