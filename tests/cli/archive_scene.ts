/**
 * Sessions to archive, for tests.
 *
 * @module
 */

import { join } from "@std/path";
import { run } from "../../lib/cli/session.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { decided } from "../workflow/fixture.ts";
import { appendRows, type MadeProject } from "./made_session.ts";
import { inSound } from "./sound_project.ts";

/** A session that can be archived. */
export interface Scene {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly worktree: string;
  /** Where it is archived. */
  readonly target: string;
}

/** A sound project with a session that was started. */
export function inStarted(
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  return inSound(async (project) => {
    const flags = { task: "Do it" };
    const positionals = ["start", "auth"];
    await run({ flags, positionals }, project.terminal());
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    const done = decided("done", "done", { decision: "finish" });
    await appendRows(paths, {
      rows: [{ kind: "iteration-started", phase: "done", iteration: 1 }, done],
    });
    await test({
      project,
      paths,
      worktree: join(project.worktrees, name),
      target: join(project.sessions, "_archive", name),
    });
  });
}

/** Archives it. */
export async function archive(
  project: MadeProject,
  { force = false, name = "auth", cwd = project.repo } = {},
) {
  const terminal = project.terminal({ cwd });
  const flags = { config: project.repo, ...(force ? { force } : {}) };
  const code = await run({ flags, positionals: ["archive", name] }, terminal);
  return { code, text: terminal.outLines.join("\n"), terminal };
}

/** What git prints in a folder. */
export function output(cwd: string, ...args: readonly string[]): string {
  const { stdout } = new Deno.Command("git", { args: [...args], cwd })
    .outputSync();
  return new TextDecoder().decode(stdout).trim();
}

/** Whether something of that name is there. */
export function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
