/**
 * From what a person calls a session to its folder.
 *
 * @module
 */

import { basename, dirname, join, resolve } from "@std/path";
import {
  isFolder,
  listFolder,
  lstatOrNull,
  realPath,
} from "../system/files.ts";
import { pathKind } from "../system/person_file.ts";
import {
  nameProblem,
  nearNames,
  sessionSlug,
  undatedName,
} from "../workflow/names.ts";
import { folderDate, type Moment } from "../workflow/timestamps.ts";
import { sessionPaths } from "./paths.ts";

/** What a name stands for. */
export type Resolution =
  | {
    readonly kind: "found";
    /** Real path. */
    readonly folder: string;
    /** By which rule; a `part` is to be said aloud. */
    readonly by: "exact" | "dated" | "path" | "part";
  }
  /** Several sessions have it in their names. */
  | { readonly kind: "several"; readonly names: readonly string[] }
  /** No session; `near` are names that were perhaps meant. */
  | { readonly kind: "none"; readonly near: readonly string[] }
  /** No name of a session, or one that leads elsewhere. */
  | { readonly kind: "refused"; readonly reason: string };

/** How a name is looked up. */
export interface ResolveOptions {
  /** Folder that a relative path is relative to; without it only absolute paths are taken. */
  readonly cwd?: string;
  /** Whether a unique part of a name will do; `true` unless told. */
  readonly parts?: boolean;
}

/** Folder, in that of all sessions, for those that were put away. */
export const ARCHIVE = "_archive";

/**
 * Finds the folder of a session: by its exact name, the newest of its days, its path, or a part of its name.
 *
 * Files are passed over. A folder with a name that is no longer allowed is found all the same.
 */
export function resolveSession(
  sessionsFolder: string,
  name: string,
  { cwd, parts = true }: ResolveOptions = {},
): Resolution {
  if (name.includes("/")) return byPath(sessionsFolder, { path: name, cwd });
  const folders = foldersIn(sessionsFolder);
  for (const wanted of new Set([name, sessionSlug(name)])) {
    if (folders.includes(wanted)) {
      const folder = join(sessionsFolder, wanted);
      return found(sessionsFolder, { folder, by: "exact" });
    }
    const newest = folders.findLast((folder) =>
      folder !== wanted && undatedName(folder) === wanted
    );
    if (newest !== undefined) {
      const folder = join(sessionsFolder, newest);
      return found(sessionsFolder, { folder, by: "dated" });
    }
  }
  const slug = sessionSlug(name);
  const reason = nameProblem(slug);
  if (reason !== null) return { kind: "refused", reason };
  const sessions = listSessions(sessionsFolder);
  const names = parts
    ? sessions.filter((session) => session.toLowerCase().includes(slug))
    : [];
  if (names.length > 1) return { kind: "several", names };
  if (names[0] === undefined) {
    return { kind: "none", near: nearNames(slug, sessions) };
  }
  const folder = join(sessionsFolder, names[0]);
  return found(sessionsFolder, { folder, by: "part" });
}

/** Path of a new session's folder, which is not made; a name that begins with a date keeps it. */
export function newSessionFolder(
  sessionsFolder: string,
  name: string,
  moment: Moment,
): string {
  const slug = sessionSlug(name);
  const dated = undatedName(slug) === slug
    ? `${folderDate(moment)}-${slug}`
    : slug;
  return join(sessionsFolder, dated);
}

/** Names of the folders that hold a session, in alphabetical order; archived ones and links are left out. */
export function listSessions(sessionsFolder: string): readonly string[] {
  return foldersIn(sessionsFolder).filter((name) => {
    const folder = join(sessionsFolder, name);
    return lstatOrNull(folder)?.isDirectory === true && holdsSession(folder);
  });
}

/** Path of the session that was put away under a name, with its date or without; `null`: there is none. */
export function archivedSession(
  sessionsFolder: string,
  name: string,
): string | null {
  const archive = join(sessionsFolder, ARCHIVE);
  const names = new Set([name, sessionSlug(name)]);
  const found = listSessions(archive).findLast((folder) =>
    names.has(folder) || names.has(undatedName(folder))
  );
  return found === undefined ? null : join(archive, found);
}

/** Whether a folder holds a session, of ours or of the predecessor. */
export function holdsSession(folder: string): boolean {
  const { overview, journal, history } = sessionPaths(folder);
  return [overview, journal, history].some((path) =>
    lstatOrNull(path) !== null
  );
}

/** Names of the folders, links to folders among them, in alphabetical order. */
function foldersIn(sessionsFolder: string): readonly string[] {
  if (!isFolder(sessionsFolder)) return [];
  return listFolder(sessionsFolder)
    .filter((entry) => entry.isDirectory || entry.isSymlink)
    .map((entry) => entry.name)
    .filter((name) => name !== ARCHIVE);
}

function found(
  sessionsFolder: string,
  { folder, by }: {
    readonly folder: string;
    readonly by: "exact" | "dated" | "path" | "part";
  },
): Resolution {
  if (pathKind(folder) !== "folder") {
    return { kind: "refused", reason: "it is a link to no folder" };
  }
  const real = realPath(folder);
  if (!isFolder(sessionsFolder) || dirname(real) !== realPath(sessionsFolder)) {
    const reason = `it is no folder directly in "${sessionsFolder}"`;
    return { kind: "refused", reason };
  }
  return { kind: "found", folder: real, by };
}

function byPath(
  sessionsFolder: string,
  { path, cwd }: { readonly path: string; readonly cwd: string | undefined },
): Resolution {
  if (path.split("/").includes("..")) {
    return { kind: "refused", reason: '".." leads out of the folder' };
  }
  if (!path.startsWith("/") && cwd === undefined) {
    return { kind: "refused", reason: 'it contains "/", and is no full path' };
  }
  const folder = resolve(cwd ?? "/", path);
  if (pathKind(folder) !== "folder") {
    const near = nearNames(basename(folder), listSessions(sessionsFolder));
    return { kind: "none", near };
  }
  return found(sessionsFolder, { folder, by: "path" });
}
