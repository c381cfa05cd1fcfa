/**
 * A pull request that a person opens by hand.
 *
 * @module
 */

import { join } from "@std/path";
import { writeAtomic } from "../../system/files.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import type { Ready } from "./ready.ts";
import { compareUrl } from "./compare_url.ts";
import type { Target } from "./target.ts";
import type { ShipText } from "./text.ts";

/** Puts the text of a pull request into the session's folder; what was there of an earlier time is lost. @returns Its path. */
export function keepText(folder: string, { body }: ShipText): string {
  const path = join(folder, "_pull_request.md");
  writeAtomic(path, body);
  return path;
}

/** The command that opens it, with a text that was kept. */
export function requestCommand(
  { target: { base, hub }, ready, title, path }: {
    readonly target: Target;
    readonly ready: Ready;
    readonly title: string;
    readonly path: string;
  },
): string {
  const words = [
    ...["gh", "pr", "create", "--draft", "--title", title],
    ...["--body-file", path, "--head", hub?.head ?? ready.branch],
    ...(base === null ? [] : ["--base", base]),
    ...(hub === null ? [] : ["--repo", hub.place]),
  ];
  return words.map(shellWord).join(" ");
}

/** The page on which it is opened: as the remote told it, else as such pages are named; `null`: neither is known. */
export function requestPage(
  { url, base }: Target,
  { branch, said }: {
    readonly branch: string;
    /** What the remote said when it was pushed. */
    readonly said: readonly string[];
  },
): string | null {
  const told = said.find((line) => /^remote:.*https?:\/\//.test(line));
  return told?.match(/https?:\/\/\S+/)?.[0] ??
    compareUrl(url, { base, branch });
}
