/**
 * The path check: no path that somebody may have laid leads out of a folder.
 *
 * The platform compares names only, so a link inside a permitted folder would lead out of it.
 *
 * @module
 */

import { UserError } from "../errors.ts";

/**
 * Resolves every link of `path` and refuses a result outside `root`, which must be a real path.
 *
 * The last parts of the path need not exist.
 *
 * @returns The real path.
 * @throws {UserError} when the path leads out of `root`, or is not a plain absolute path.
 */
export function inside(root: string, path: string): string {
  if (!path.startsWith("/") || /\/\.\.?(\/|$)/.test(path)) {
    throw new UserError(`Cannot use "${path}": not a plain absolute path`);
  }
  let at = path.replace(/(?<=.)\/+$/, "");
  let tail = "";
  for (;;) {
    const real = realOrNull(at);
    if (real !== null) {
      const full = real + tail;
      if (full !== root && !full.startsWith(root === "/" ? root : `${root}/`)) {
        throw new UserError(`Cannot use "${path}": it leads out of "${root}"`);
      }
      return full;
    }
    if (isLink(at)) throw new UserError(`Cannot use "${path}": a broken link`);
    const cut = at.lastIndexOf("/");
    tail = at.slice(cut) + tail;
    at = at.slice(0, cut) || "/";
    if (at === "/" && tail.startsWith("//")) tail = tail.slice(1);
    if (at === "/") {
      throw new UserError(`Cannot use "${path}": it leads out of "${root}"`);
    }
  }
}

function realOrNull(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
