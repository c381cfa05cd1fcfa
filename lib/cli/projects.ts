/**
 * `samocode projects`: the projects that were noted, and how many of their sessions need a person.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Terminal } from "../system/terminal.ts";
import { forgetProjects } from "./known_projects.ts";
import { columns } from "./look/columns.ts";
import { allProjects, type ListedProject } from "./look/known_sessions.ts";
import { now } from "./own_clock.ts";
import { type Call, on } from "./subcommand.ts";

/** Lists the known projects; one that cannot be read has its reason in place of counts. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const all = await allProjects(terminal, now());
  const gone = all.filter((project) => project.gone);
  const forgets = on(call, "forget-gone");
  if (forgets && gone.length > 0) {
    forgetProjects(terminal, gone.map(({ file }) => file));
    for (const { folder } of gone) terminal.err(`Forgot ${folder}`);
  }
  const projects = forgets ? all.filter((project) => !project.gone) : all;
  if (on(call, "json")) {
    terminal.out(JSON.stringify(projects.map(projectJson), null, 2));
    return 0;
  }
  if (projects.length === 0) {
    terminal.err("No projects yet; samocode init makes one");
    return 0;
  }
  const headings = ["PROJECT", "SESSIONS", "NEED YOU", "RUNNING", "FOLDER"];
  const rows = projects.map((project) => {
    const { all, needing, running } = counts(project);
    const numbers = project.problem === null
      ? [all, needing, running].map(String)
      : ["?", "?", "?"];
    const folder = project.gone
      ? `gone: ${project.folder}`
      : project.problem === null
      ? project.folder
      : `${project.folder}: ${project.problem}`;
    return [basename(project.folder), ...numbers, folder];
  });
  for (const line of columns([headings, ...rows], [1, 2, 3])) {
    terminal.out(line);
  }
  if (projects.some((project) => project.gone)) {
    terminal.err("samocode: next: samocode projects --forget-gone");
  }
  return 0;
}

function projectJson(project: ListedProject) {
  const { all, needing, running } = counts(project);
  return {
    project: basename(project.folder),
    path: project.folder,
    sessions: all,
    need_person: needing,
    running,
    error: project.problem,
    gone: project.gone,
  };
}

function counts({ sessions }: ListedProject) {
  return {
    all: sessions.length,
    needing: sessions.filter((session) => session.needsPerson).length,
    running: sessions.filter(({ standing }) => standing.kind === "running")
      .length,
  };
}
