/**
 * Files and folders that a person named or laid: links are followed, everything else is looked at first.
 *
 * @module
 */

import { type FileReading, readFile } from "./files.ts";

/** What is at a path, links followed. */
export type PathKind = "file" | "folder" | "other" | "missing";

/** Tells what is at a path; a path below a file is missing too. */
export function pathKind(path: string): PathKind {
  try {
    const info = Deno.statSync(path);
    return info.isFile ? "file" : info.isDirectory ? "folder" : "other";
  } catch (error) {
    if (
      error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory
    ) return "missing";
    // Not ours to look at, or a link to itself: there is something.
    if (error instanceof Error) return "other";
    throw error;
  }
}

/**
 * Reads a configuration file, through links, up to 1 MiB.
 *
 * Never throws: what cannot be read is refused with a reason. Pipes and devices are never opened.
 */
export async function readPersonFile(path: string): Promise<FileReading> {
  try {
    return readFile(await Deno.realPath(path), 1024 * 1024);
  } catch (error) {
    if (
      error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory
    ) return { kind: "missing" };
    if (error instanceof Error) {
      return { kind: "refused", reason: error.message };
    }
    throw error;
  }
}
