/**
 * Files: whole reads with a size limit, whole writes or none, appends that are on disk when they return.
 *
 * @module
 */

import { existsSync } from "@std/fs";
import { basename, dirname, join } from "@std/path";

const encoder = new TextEncoder();

/** What {@linkcode readFile} found. */
export type FileReading =
  | { readonly kind: "text"; readonly text: string; readonly bytes: Uint8Array }
  | { readonly kind: "missing" }
  /** A link, a folder, a pipe, too large, or unreadable; `reason` is for a person. */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Reads a regular file that somebody else may have laid: links, folders, pipes and files over `maxBytes` are refused.
 *
 * Never throws; bytes that are no UTF-8 become U+FFFD in `text` and stay as they are in `bytes`.
 */
export function readFile(path: string, maxBytes: number): FileReading {
  try {
    const info = Deno.lstatSync(path);
    if (info.isSymlink) return refused("it is a link");
    if (info.isDirectory) return refused("it is a folder");
    if (!info.isFile) return refused("it is no regular file");
    if (info.size > maxBytes) {
      return refused(`it has ${info.size} bytes, more than ${maxBytes}`);
    }
    const bytes = Deno.readFileSync(path);
    let text: string | null = null;
    return {
      kind: "text",
      bytes,
      // Many take the bytes alone.
      get text() {
        return text ??= new TextDecoder().decode(bytes);
      },
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { kind: "missing" };
    if (error instanceof Error) return refused(error.message);
    throw error;
  }
}

function refused(reason: string): FileReading {
  return { kind: "refused", reason };
}

/** Reads a text file; `null` when there is none. Other failures are thrown. */
export function readTextOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Writes the whole of `bytes`, however often that takes. */
export function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

/** Writes a file whole or not at all: temp file beside it, flush, rename, flush of the folder. */
export function writeAtomic(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
): void {
  const temp = tempBeside(path);
  try {
    writeNew(temp, content, mode);
    Deno.renameSync(temp, path);
  } catch (error) {
    removeIfThere(temp);
    throw error;
  }
  syncFolder(dirname(path));
}

/** Writes a new file and flushes it. @throws {Deno.errors.AlreadyExists} */
export function writeNew(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
): void {
  const file = Deno.openSync(path, { createNew: true, write: true, mode });
  try {
    writeAll(file, bytesOf(content));
    file.syncSync();
  } finally {
    file.close();
  }
}

/** Writes a new file that nobody needs after a power cut. @throws {Deno.errors.AlreadyExists} */
export function writePassing(path: string, content: string | Uint8Array): void {
  Deno.writeFileSync(path, bytesOf(content), { createNew: true, mode: 0o600 });
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? encoder.encode(content) : content;
}

/** A name for a temporary file in the folder of `path`. */
export function tempBeside(path: string): string {
  const id = crypto.randomUUID().slice(0, 8);
  return join(dirname(path), `.${basename(path)}.${Deno.pid}.${id}.tmp`);
}

/** Removes temporary files from a folder whose writers are known to be gone. */
export function removeTemps(folder: string): void {
  for (const { name, isFile } of listFolder(folder)) {
    if (isFile && /^\..+\.\d+\.[0-9a-f]{8}\.tmp$/.test(name)) {
      removeIfThere(join(folder, name));
    }
  }
}

/** Flushes a folder, so that renames in it survive a power cut. */
export function syncFolder(path: string): void {
  const folder = Deno.openSync(path);
  try {
    folder.syncSync();
  } finally {
    folder.close();
  }
}

/** Removes a file; none there is fine. */
export function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** `lstat` without an error for a missing file. */
export function lstatOrNull(path: string): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Whether a folder is there, links followed. */
export function isFolder(path: string): boolean {
  try {
    return existsSync(path, { isDirectory: true });
  } catch (error) {
    // A part of the path is a file.
    if (error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/** Real path of something that is there. */
export function realPath(path: string): string {
  return Deno.realPathSync(path);
}

/** Makes a folder and its parents. */
export function makeFolder(path: string, mode = 0o755): void {
  Deno.mkdirSync(path, { recursive: true, mode });
}

/** Names in a folder, sorted; none when there is no folder. */
export function listFolder(path: string): readonly Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(path)].sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** sha256 as hex. */
export async function sha256(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  const digest = await crypto.subtle.digest(
    "SHA-256",
    bytes as Uint8Array<ArrayBuffer>,
  );
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0"))
    .join("");
}
