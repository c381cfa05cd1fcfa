/**
 * What the program brings for a person's own use of a provider; the skills of phases are none of it.
 *
 * @module
 */

import { listAssets, readAsset } from "../../system/assets.ts";
import { splitFrontMatter } from "../../workflow/front_matter.ts";

/** A skill or a command. */
export interface Item {
  /** File in the provider's folder: `skills/NAME/SKILL.md`, `commands/NAME.md`. */
  readonly path: string;
  readonly text: string;
  /** Whether it is about samocode itself; the others come only when asked for. */
  readonly usual: boolean;
}

/** Everything there is for a provider, sorted by path. */
export function itemsOf(provider: string): readonly Item[] {
  const skills = listAssets("skills").map((name) => `skills/${name}/SKILL.md`);
  // Codex expands no commands when it is started by a program, and takes them for nothing else.
  const commands = provider === "claude"
    ? listAssets("commands").map((name) => `commands/${name}`)
    : [];
  return [...commands, ...skills].flatMap((path) => {
    const text = readAsset(path);
    if (text === null || isOfAPhase(text)) return [];
    return [{ path, text, usual: /\/(samocode|session)-/.test(path) }];
  });
}

/** What is moved and looked at as a whole: the folder of a skill, the file of a command. */
export function unitOf(path: string): string {
  return path.replace(/\/SKILL\.md$/, "");
}

function isOfAPhase(text: string): boolean {
  return /^user-invocable:\s*false\s*$/m.test(
    splitFrontMatter(text).yaml ?? "",
  );
}
