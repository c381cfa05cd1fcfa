/**
 * Where a person's own files are, and what a written path means.
 *
 * @module
 */

import { isAbsolute, join, resolve } from "@std/path";

/** Values of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Home folder as the environment names it; empty when it names none. */
export function homeFolder(environment: Environment): string {
  const home = environment["HOME"] ?? "";
  return isAbsolute(home) ? resolve(home) : "";
}

/** Folder of a person's own configuration; `null` without a home folder. */
export function configFolder(environment: Environment): string | null {
  return xdgFolder(environment, "XDG_CONFIG_HOME", ".config");
}

/** Folder of what is remembered between calls; `null` without a home folder. */
export function stateFolder(environment: Environment): string | null {
  return xdgFolder(environment, "XDG_STATE_HOME", ".local/state");
}

function xdgFolder(
  environment: Environment,
  variable: string,
  fallback: string,
): string | null {
  const named = environment[variable] ?? "";
  // By the XDG rules a relative path counts as unset.
  if (isAbsolute(named)) return join(named, "samocode");
  const home = homeFolder(environment);
  return home === "" ? null : join(home, fallback, "samocode");
}

/**
 * Makes a written path absolute: `~` is the home folder, a relative path is relative to `base`.
 *
 * @example
 * ```ts
 * import { absolutePath } from "./locations.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const at = { base: "/work/app", home: "/home/ann" };
 * assertEquals(absolutePath("~/repo", at), "/home/ann/repo");
 * assertEquals(absolutePath("../app.sessions/", at), "/work/app.sessions");
 * ```
 */
export function absolutePath(
  path: string,
  { base, home }: { readonly base: string; readonly home: string },
): string {
  if (home !== "" && /^~(\/|$)/.test(path)) {
    return resolve(home, `.${path.slice(1)}`);
  }
  return resolve(base, path);
}
