/**
 * Files in which named scripts stand: `package.json`, `deno.json`, makefiles.
 *
 * @module
 */

import { jsonOf, memberOf } from "./json_text.ts";
import { makeTargets } from "./makefile.ts";

/** What kind of file holds scripts. */
export type ScriptFile = "npm" | "deno" | "make";

/** Names of such files, the first that is there counts. */
export const SCRIPT_FILES: Readonly<Record<ScriptFile, readonly string[]>> = {
  npm: ["package.json"],
  deno: ["deno.json", "deno.jsonc", "package.json"],
  make: ["GNUmakefile", "makefile", "Makefile"],
};

/** Kind of a file by its path; `null`: it holds no scripts. */
export function scriptFileKind(path: string): ScriptFile | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "package.json") return "npm";
  if (/^deno\.jsonc?$/.test(name)) return "deno";
  return /^(GNUmakefile|[Mm]akefile)$|\.mk$/.test(name) ? "make" : null;
}

/**
 * Text of a script, with those that run before and behind it; `null`: there is none of that name.
 *
 * @param name Empty for the first target of a makefile.
 */
export function scriptText(
  text: string,
  { kind, name }: { readonly kind: ScriptFile; readonly name: string },
): string | null {
  if (kind === "make") return makeTargets(text).recipe(name);
  const json = jsonOf(text);
  if (kind === "deno") {
    const task = memberOf(json, "tasks", name);
    if (typeof task === "string") return task;
    if (task === undefined) return npmScript(json, name);
    const needed = memberOf(task, "dependencies");
    const own = memberOf(task, "command");
    return [
      ...(Array.isArray(needed) ? needed.map((one) => `deno task ${one}`) : []),
      ...(typeof own === "string" ? [own] : []),
    ].join("\n");
  }
  return npmScript(json, name);
}

function npmScript(json: unknown, name: string): string | null {
  const script = memberOf(json, "scripts", name);
  if (typeof script !== "string") return null;
  const around = (word: string) => {
    const other = memberOf(json, "scripts", `${word}${name}`);
    return typeof other === "string" ? [other] : [];
  };
  return [...around("pre"), script, ...around("post")].join("\n");
}
