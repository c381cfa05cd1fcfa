/**
 * What a session changed in its working folder.
 *
 * @module
 */

import { UserError } from "../../errors.ts";
import { git, gitProblem } from "../../system/git.ts";
import { isFolder } from "../../system/files.ts";

const TIMEOUT_MS = 30_000;

/** No program of the repository's choice looks at the files. */
const PLAIN = ["--no-color", "--no-ext-diff", "--no-textconv"];

/**
 * The changes since the base that are committed, those that are not, and the names of files git does not know yet.
 *
 * @throws {UserError} when the folder is missing or no repository.
 */
export async function diffText(
  cwd: string,
  base: string | null,
): Promise<string> {
  if (!isFolder(cwd)) throw refusal(`"${cwd}" is missing`);
  const ask = async (args: readonly string[]) => {
    const result = await git(args, { cwd, timeoutMs: TIMEOUT_MS });
    if (result.code !== 0) throw refusal(gitProblem(result));
    return result.stdout;
  };
  await ask(["rev-parse", "--is-inside-work-tree"]);
  const committed = base !== null && /^\w/.test(base)
    ? await ask(["diff", ...PLAIN, `${base}...HEAD`, "--"])
    : "";
  const uncommitted = await ask(["diff", ...PLAIN, "HEAD", "--"]);
  const unknown = await ask(["ls-files", "--others", "--exclude-standard"]);
  const parts = [
    { title: "Committed", text: committed },
    { title: "Not committed", text: uncommitted },
    { title: "Not known to git", text: unknown },
  ].filter(({ text }) => text.trim() !== "");
  if (parts.length === 0) return "Nothing is changed";
  return parts.map(({ title, text }) => `${title}:\n\n${text.trimEnd()}\n`)
    .join("\n");
}

/** Colours a line of a diff. */
export function paintDiff(line: string): string {
  const color = /^(diff |index |--- |\+\+\+ )/.test(line)
    ? 1
    : line.startsWith("+")
    ? 32
    : line.startsWith("-")
    ? 31
    : line.startsWith("@@")
    ? 36
    : null;
  return color === null ? line : `\x1b[${color}m${line}\x1b[0m`;
}

function refusal(reason: string): UserError {
  return new UserError(`Cannot show the changes: ${reason}`);
}
