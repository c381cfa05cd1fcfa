/**
 * Keeps what an attempt that decides nothing has changed, before the next one begins.
 *
 * @module
 */

import { sessionName } from "../session/gates.ts";
import type { KeptWork } from "../system/host.ts";
import { oneLine } from "../workflow/one_line.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { type Engine, tell } from "./engine.ts";
import { isWorktree } from "./working_dir.ts";

/** Keeps and tells it, or tells why not; returns the ref for the journal. */
export async function keepUnfinished(
  engine: Engine,
  attempt: number,
): Promise<string | null> {
  const { state } = engine.store;
  const name = `${sessionName(engine.store)}/${state.iteration}-${attempt}`;
  const kept = await keep(engine, name);
  if (kept === null) return null;
  const left = kept.left?.slice(0, 5).map((path) => shellWord(oneLine(path))) ??
    [];
  const more = (kept.left?.length ?? 0) - left.length;
  const which = [...left, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  if (!("ref" in kept)) {
    const what = which === "" ? "" : ` (${which})`;
    tell(engine, "kept", {
      level: "warn",
      text: `Unfinished work could not be kept${what}: ${kept.problem}`,
    });
    return null;
  }
  tell(engine, "kept", { text: `Unfinished work is kept as ${kept.ref}` });
  if (which !== "") {
    tell(engine, "kept", {
      level: "warn",
      text: `Unfinished work could not be kept in full: without ${which}`,
    });
  }
  return kept.ref;
}

async function keep(
  { host, store }: Engine,
  name: string,
): Promise<KeptWork> {
  const { branch, workingDir } = store.state;
  // Without its own repository git would keep what is in the one around it, or take the folder for a plain one.
  if (branch !== null && workingDir !== null && !isWorktree(workingDir)) {
    return { problem: `${workingDir} is no worktree any more` };
  }
  return await host.keepWork(name);
}
