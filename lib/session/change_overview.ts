/**
 * The host's changes of the overview: its fields and lines of the flow log, of which the older ones move to a file of their own.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { lstatOrNull, writeAll } from "../system/files.ts";
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
  // Where somebody laid something else, all stays in the overview.
  const file = lstatOrNull(paths.olderFlow);
  return file === null || file.isFile ? trimFlow(text) : { text, moved: "" };
}

/** Appends what is not at the end already: a crash may have come between this and the change of the overview. */
function append(paths: SessionPaths, moved: string): void {
  const bytes = textToBytes(moved.endsWith("\n") ? moved : `${moved}\n`);
  const file = openPlain(paths.olderFlow, { append: true, create: true });
  if (file === null) {
    throw new UserError(`Cannot write "${paths.olderFlow}": it is missing`);
  }
  try {
    if (endsWith(file, bytes)) return;
    writeAll(file, bytes);
    file.syncSync();
  } finally {
    file.close();
  }
}

function endsWith(file: PlainFile, bytes: Uint8Array): boolean {
  const { size } = file.statSync();
  if (size < bytes.length) return false;
  const end = new Uint8Array(bytes.length);
  file.seekSync(size - bytes.length, 0);
  for (let at = 0; at < end.length;) {
    const count = file.readSync(end.subarray(at));
    if (count === null) return false;
    at += count;
  }
  return end.every((byte, i) => byte === bytes[i]);
}
