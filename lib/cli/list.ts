/**
 * `samocode list`: the sessions, those that need a person first.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { realPath } from "../system/files.ts";
import { isSystemError } from "../system/system_error.ts";
import type { Terminal } from "../system/terminal.ts";
import type { Moment } from "../workflow/timestamps.ts";
import { findProjectFile } from "./find_project.ts";
import { allProjects } from "./look/known_sessions.ts";
import {
  archivedJson,
  archivedLines,
  archivedSessions,
} from "./look/archived.ts";
import { tableRoom } from "./look/columns.ts";
import { listJson, listLines } from "./look/list_text.ts";
import {
  inOrder,
  type ListedSession,
  projectSessions,
} from "./look/session_list.ts";
import { now } from "./own_clock.ts";
import { loadProject } from "./project.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Lists the sessions of this project, or of all known ones. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const at = now();
  if (on(call, "if-project")) return await listHere(terminal, at);
  const all = on(call, "all");
  if (on(call, "archived")) return await listArchived(call, terminal);
  const { sessions, problems } = all
    ? await known(terminal, at)
    : await ofProject(call, { terminal, at });
  if (on(call, "json")) {
    const rows = inOrder(sessions).map((session) => listJson(session, at));
    const value = { sessions: rows, errors: problems };
    terminal.out(JSON.stringify(value, null, 2));
    return 0;
  }
  for (const problem of problems) terminal.err(`samocode: ${problem}`);
  if (sessions.length === 0) {
    terminal.err(
      all
        ? "No sessions in the known projects; samocode projects lists those"
        : 'No sessions yet; samocode run --task "…" makes one',
    );
    return 0;
  }
  const lines = listLines(inOrder(sessions), {
    now: at,
    projects: all,
    room: tableRoom(terminal),
  });
  for (const line of lines) terminal.out(line);
  return 0;
}

async function listArchived(call: Call, terminal: Terminal): Promise<number> {
  if (on(call, "all")) {
    throw new UsageError('Cannot take both "--all" and "--archived"', {
      hint: "samocode list --archived",
    });
  }
  const { config } = await loadProject(terminal, {
    config: text(call, "config"),
  });
  const sessions = await archivedSessions(config.sessions);
  if (on(call, "json")) {
    terminal.out(
      JSON.stringify({ sessions: sessions.map(archivedJson) }, null, 2),
    );
    return 0;
  }
  if (sessions.length === 0) terminal.err("No session is archived");
  else for (const line of archivedLines(sessions)) terminal.out(line);
  return 0;
}

interface Found {
  readonly sessions: readonly ListedSession[];
  readonly problems: readonly string[];
}

async function ofProject(
  call: Call,
  { terminal, at }: { readonly terminal: Terminal; readonly at: Moment },
): Promise<Found> {
  const { config } = await loadProject(terminal, {
    config: text(call, "config"),
  });
  const sessions = await projectSessions(config, { terminal, now: at });
  return { sessions, problems: [] };
}

async function known(terminal: Terminal, at: Moment): Promise<Found> {
  const projects = await allProjects(terminal, at);
  return {
    sessions: eachOnce(projects.flatMap(({ sessions }) => sessions)),
    problems: projects.flatMap(({ problem }) => problem ?? []),
  };
}

/** Clones beside each other may have their sessions in one folder. */
function eachOnce(
  sessions: readonly ListedSession[],
): readonly ListedSession[] {
  const byFolder = new Map<string, ListedSession>();
  for (const session of sessions) {
    const folder = realOr(session.folder);
    if (!byFolder.has(folder)) byFolder.set(folder, session);
  }
  return [...byFolder.values()];
}

/** A session that was put away this moment has no real path any more. */
function realOr(path: string): string {
  try {
    return realPath(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return path;
  }
}

/** What stands below the short help: nothing outside of a project, and never a failure. */
async function listHere(terminal: Terminal, at: Moment): Promise<number> {
  try {
    findProjectFile(terminal);
  } catch (error) {
    if (error instanceof UsageError) return 0;
    throw error;
  }
  try {
    const { config } = await loadProject(terminal);
    const sessions = await projectSessions(config, { terminal, now: at });
    const needing = inOrder(sessions).filter((session) => session.needsPerson);
    terminal.out("");
    if (needing.length === 0) {
      terminal.out("No session of this project needs a person");
      return 0;
    }
    const lines = listLines(needing, {
      now: at,
      projects: false,
      room: tableRoom(terminal),
    });
    for (const line of lines) terminal.out(line);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.err(`samocode: ${error.message}`);
    for (const detail of error.details) terminal.err(`  - ${detail}`);
  }
  return 0;
}
