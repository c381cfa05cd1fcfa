/**
 * The sessions of all known projects; a project that cannot be read keeps nobody from the others.
 *
 * @module
 */

import { dirname } from "@std/path";
import { UserError } from "../../errors.ts";
import { pathKind } from "../../system/person_file.ts";
import type { Terminal } from "../../system/terminal.ts";
import type { Moment } from "../../workflow/timestamps.ts";
import { knownProjects } from "../known_projects.ts";
import { loadProject } from "../project.ts";
import { type ListedSession, projectSessions } from "./session_list.ts";

/** A known project. */
export interface ListedProject {
  readonly folder: string;
  readonly sessions: readonly ListedSession[];
  /** Its `.samocode`. */
  readonly file: string;
  /** Why it cannot be read; `null`: it can. */
  readonly problem: string | null;
  /** Whether it cannot be read since it is not there any more. */
  readonly gone: boolean;
}

/** Looks at every known project, the oldest first. */
export async function allProjects(
  terminal: Terminal,
  now: Moment,
): Promise<readonly ListedProject[]> {
  const projects: ListedProject[] = [];
  for (const file of knownProjects(terminal)) {
    const folder = dirname(file);
    if (pathKind(file) === "missing") {
      const problem = `"${file}" is gone`;
      projects.push({ folder, file, sessions: [], problem, gone: true });
      continue;
    }
    try {
      const { config } = await loadProject(terminal, { config: file });
      const sessions = await projectSessions(config, { terminal, now });
      projects.push({ folder, file, sessions, problem: null, gone: false });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const problem = [error.message, ...error.details].join("; ");
      projects.push({ folder, file, sessions: [], problem, gone: false });
    }
  }
  return projects;
}
