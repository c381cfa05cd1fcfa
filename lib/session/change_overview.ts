/**
 * The host's changes of the overview: its fields and lines of the flow log, of which the older ones move to a file of their own.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { lstatOrNull, syncFolder, writeAll } from "../system/files.ts";
import { openPlain, type PlainFile } from "../system/plain_file.ts";
import { trimFlow } from "./flow_trim.ts";
import { textToBytes } from "./lossless.ts";
import { changeNotebook, type NotebookChange } from "./notebook.ts";
import { editOverview, type OverviewEdit } from "./overview_edit.ts";
import type { SessionPaths } from "./paths.ts";

/** Text of an overview after a change; writes nothing. */
export function changedOverview(
  paths: SessionPaths,
  { text, edit }: { readonly text: string; readonly edit: OverviewEdit },
): string {
  return change(paths, text, edit).text;
}

/**
 * Changes the overview. What leaves it is in the other file before it is gone here.
 *
 * @param edit The change, or what makes one of the text that stands there.
 * @throws {UserError} as {@linkcode changeNotebook} does.
 */
export async function changeOverview(
  paths: SessionPaths,
  edit: OverviewEdit | ((text: string) => OverviewEdit),
): Promise<NotebookChange> {
  return await changeNotebook(paths, (before) => {
    const its = typeof edit === "function" ? edit(before) : edit;
    const { text, moved } = change(paths, before, its);
    if (moved !== "") append(paths, moved);
    return text;
  });
}

function change(paths: SessionPaths, before: string, edit: OverviewEdit) {
  const text = editOverview(before, edit);
  const trimmed = trimFlow(text);
  return trimmed.moved === "" || takesMore(paths.olderFlow)
    ? trimmed
    : { text, moved: "" };
}

/** Whether something can be added to a file: where somebody laid something else, or made it read-only, all stays in the overview. */
function takesMore(path: string): boolean {
  try {
    openPlain(path, { append: true })?.close();
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Appends what is not at the end already: a crash may have come in the middle of this, or between it and the change of the overview. */
function append(paths: SessionPaths, moved: string): void {
  const bytes = textToBytes(moved.endsWith("\n") ? moved : `${moved}\n`);
  // Whoever could read them there shall be able to read them here.
  const mode = (lstatOrNull(paths.overview)?.mode ?? 0o644) & 0o777;
  const options = { append: true, create: true, mode };
  const file = openPlain(paths.olderFlow, options)!;
  try {
    const { size } = file.statSync();
    const end = endOf(file, { size, most: bytes.length });
    const there = overlap(end, bytes);
    if (there === bytes.length) return;
    // Somebody else left the last line open.
    const open = there === 0 && size > 0 && end.at(-1) !== NEWLINE;
    if (open) writeAll(file, Uint8Array.of(NEWLINE));
    writeAll(file, bytes.subarray(there));
    file.syncSync();
    if (size === 0) syncFolder(paths.folder);
  } finally {
    file.close();
  }
}

const NEWLINE = 10;

/** The last bytes of a file, and the one before them. */
function endOf(
  file: PlainFile,
  { size, most }: { readonly size: number; readonly most: number },
): Uint8Array {
  const end = new Uint8Array(Math.min(size, most + 1));
  file.seekSync(size - end.length, 0);
  for (let at = 0; at < end.length;) {
    const count = file.readSync(end.subarray(at));
    if (count === null) return end.subarray(0, at);
    at += count;
  }
  return end;
}

/** How many of the bytes, from the first on, stand at the end already, where they begin a line. */
function overlap(end: Uint8Array, bytes: Uint8Array): number {
  for (let at = 0; at < end.length; at = end.indexOf(NEWLINE, at) + 1) {
    const tail = end.subarray(at);
    if (tail.every((byte, i) => byte === bytes[i])) return tail.length;
    if (!tail.includes(NEWLINE)) break;
  }
  return 0;
}
