/**
 * Remembers where projects are, so that `--config NAME` finds them from anywhere.
 *
 * @module
 */

import { dirname, isAbsolute, join } from "@std/path";
import { stateFolder } from "../config/locations.ts";
import { UserError } from "../errors.ts";
import { makeFolder, readFile, writeAtomic } from "../system/files.ts";
import type { Terminal } from "../system/terminal.ts";

/** Bytes of the list that are read; thousands of projects. */
const MAX_BYTES = 1024 * 1024;

/** Absolute paths of the `.samocode` files that were noted, the oldest first; some may be gone by now. */
export function knownProjects(terminal: Terminal): readonly string[] {
  const path = listPath(terminal);
  return path === null ? [] : readList(path, terminal) ?? [];
}

/**
 * Notes the `.samocode` file of a project.
 *
 * Only a convenience: what fails is a warning on standard error.
 */
export function noteProject(terminal: Terminal, file: string): void {
  const path = listPath(terminal);
  if (path === null || /[\r\n]/.test(file)) return;
  const known = readList(path, terminal);
  // A list that could not be read must not be written over.
  if (known === null || known.includes(file)) return;
  try {
    makeFolder(dirname(path), 0o700);
    writeList(path, [...known, file]);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    terminal.err(`warning: the project is not noted: ${error.message}`);
  }
}

/**
 * Takes projects off the list; nothing of theirs is touched.
 *
 * @throws {UserError} when the list cannot be written.
 */
export function forgetProjects(
  terminal: Terminal,
  files: readonly string[],
): void {
  const path = listPath(terminal);
  const known = path === null ? null : readList(path, terminal);
  if (path === null || known === null) return;
  try {
    writeList(path, known.filter((file) => !files.includes(file)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot forget a project: ${error.message}`, {
      cause: error,
    });
  }
}

function writeList(path: string, files: readonly string[]): void {
  writeAtomic(path, files.map((line) => `${line}\n`).join(""));
}

function listPath({ env }: Terminal): string | null {
  const folder = stateFolder(env);
  return folder === null ? null : join(folder, "projects");
}

/** `null`: there is a list that cannot be read, which is said. */
function readList(path: string, terminal: Terminal): readonly string[] | null {
  const reading = readFile(path, MAX_BYTES);
  switch (reading.kind) {
    case "missing":
      return [];
    case "refused":
      terminal.err(
        `warning: the list of projects "${path}" is not read: ${reading.reason}`,
      );
      return null;
    case "text":
      return [...new Set(reading.text.split(/\r?\n/).filter(isAbsolute))];
  }
}
