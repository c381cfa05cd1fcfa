/**
 * `samocode session lessons`: shows what a session proposes that the next one should know, and applies it on a person's word.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Config } from "../../config/config.ts";
import { UserError } from "../../errors.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { archivedSession, resolveSession } from "../../session/resolve.ts";
import { treeFacts } from "../../system/git_facts.ts";
import { applyPatch, hasUncommitted } from "../../system/patch.ts";
import type { Terminal } from "../../system/terminal.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { actorOf, loadForActing } from "../acting.ts";
import { findSession, sessionWord } from "../find_session.ts";
import { openForWriting } from "../open_session.ts";
import { lessonsText } from "../lessons/lessons_text.ts";
import type { OfferedLessons } from "../lessons/look.ts";
import { sessionLessons } from "../lessons/session_lessons.ts";
import { paintDiff } from "../look/diff_text.ts";
import { gather } from "../look/gather.ts";
import { commandLines } from "../look/place.ts";
import { putText } from "../look/put_text.ts";
import { workflowOf } from "../look/workflow_of.ts";
import { now } from "../own_clock.ts";
import { type Call, on } from "../subcommand.ts";
import { holdSession } from "./hold.ts";

/** Shows the patch, or with `--apply` changes the files: once, and commits nothing; on a terminal it shows and asks before. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const folder = await sessionFolder(sessionWord(call), { terminal, config });
  const paths = sessionPaths(folder);
  const name = basename(folder);
  const command = commandLines({ terminal, config })(name);
  if (!on(call, "apply")) {
    const lessons = await lessonsIn(paths, { config, cannot: "show" });
    await putText(lessonsText(lessons, command), terminal, paintDiff);
    return 0;
  }
  let asked: string | null = null;
  if (terminal.canAsk && !on(call, "yes")) {
    const lessons = await lessonsIn(paths, { config, cannot: "apply" });
    if (lessons.kind === "offered") {
      if (!await isWished(lessonsText(lessons, command), terminal)) return 1;
      asked = lessons.hash;
    }
  }
  const lease = await holdSession(paths, "apply the lessons of");
  try {
    const lessons = await lessonsIn(paths, { config, cannot: "apply" });
    if (lessons.kind === "refused") {
      throw new UserError(
        `Cannot apply the lessons of "${name}": ${lessons.reason}`,
        { hint: `read ${shellWord(lessons.file)} and do it by hand` },
      );
    }
    if (lessons.kind === "applied") {
      terminal.out(`The lessons are applied already: ${lessons.file}`);
      return 0;
    }
    if (asked !== null && asked !== lessons.hash) {
      throw new UserError(
        `Cannot apply the lessons of "${name}": they are others than those that were shown`,
        { hint: command("session lessons") },
      );
    }
    await apply(paths, { lessons, config, terminal });
    return 0;
  } finally {
    lease.release();
  }
}

/** The person sees all that is applied, and is asked. */
async function isWished(text: string, terminal: Terminal): Promise<boolean> {
  await putText(text.replace(/\n\nApply: .*$/, ""), terminal, paintDiff);
  const answer = await terminal.ask("Apply this? [y/N] ");
  const wished = /^y(es)?$/i.test(answer?.trim() ?? "");
  if (!wished) terminal.err("samocode: not applied");
  return wished;
}

/** An archived session, too: what it learned is not lost with its worktree. */
async function sessionFolder(
  word: string | undefined,
  { terminal, config }: {
    readonly terminal: Terminal;
    readonly config: Config;
  },
): Promise<string> {
  if (word !== undefined) {
    const { kind } = resolveSession(config.sessions, word, {
      cwd: terminal.cwd,
    });
    const archived = archivedSession(config.sessions, word);
    if (kind === "none" && archived !== null) return archived;
  }
  return await findSession(word, { terminal, config, guess: "finished" });
}

async function lessonsIn(
  paths: SessionPaths,
  { config, cannot }: { readonly config: Config; readonly cannot: string },
) {
  const gathered = await gather(paths.folder, {
    now: now(),
    workflow: workflowOf(config),
    thorough: null,
  });
  const lessons = await sessionLessons(gathered, config);
  if ("none" in lessons) {
    throw new UserError(
      `Cannot ${cannot} the lessons of "${gathered.name}": ${lessons.none}`,
    );
  }
  return lessons;
}

async function apply(
  paths: SessionPaths,
  { lessons, config, terminal }: {
    readonly lessons: OfferedLessons;
    readonly config: Config;
    readonly terminal: Terminal;
  },
): Promise<void> {
  const { file, hash, patch, place, elsewhere } = lessons;
  const names = lessons.files.map(({ path }) => path);
  if (elsewhere && await hasUncommitted(place, names)) {
    throw new UserError(
      `Cannot apply the lessons in "${place}": ${
        names.join(", ")
      } has changes that are not committed`,
      { hint: `git -C ${shellWord(place)} status` },
    );
  }
  // First, so that a journal that cannot be written to changes nothing.
  const store = await openForWriting(paths.folder, config);
  await applyPatch(place, patch);
  await store.append({
    kind: "lessons-applied",
    ...actorOf(terminal),
    file,
    hash,
    place,
    paths: names,
  });
  terminal.out(`Applied in ${place}: ${names.join(", ")}`);
  if ((await treeFacts(place)).head === null) return;
  const words = names.map(shellWord).join(" ");
  const at = `git -C ${shellWord(place)}`;
  terminal.err(
    `samocode: nothing is committed; next: ${at} add ${words} && ${at} commit -m "Note what was learned" -- ${words}`,
  );
}
