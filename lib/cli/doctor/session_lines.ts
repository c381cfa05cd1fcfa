/**
 * What looks wrong in one session, with the command for each.
 *
 * @module
 */

import { basename, resolve } from "@std/path";
import type { Config } from "../../config/config.ts";
import { wayOnOrReport } from "../../session/gates.ts";
import { keptTexts, keptWords } from "../../session/kept_texts.ts";
import { missingOverview } from "../../session/missing_overview.ts";
import { readNotebook } from "../../session/notebook.ts";
import { readOverview } from "../../session/overview.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { isFolder, lstatOrNull } from "../../system/files.ts";
import { git, GitMissingError } from "../../system/git.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import type { SessionState } from "../../workflow/state.ts";
import { worktreeCommand } from "../../workflow/worktree_command.ts";
import { type Finding, inspectSession } from "../verify/inspect.ts";
import { type Line, ok, problem, warning } from "./line.ts";

/** Looks at a session; `folder` is a real path. */
export async function sessionLines(
  folder: string,
  config: Config,
): Promise<readonly Line[]> {
  const name = basename(folder);
  const paths = sessionPaths(folder);
  const found = await inspectSession(paths);
  const notebook = [...notebookLines(paths), ...keptLines(paths)];
  if (found === null) {
    return [
      ok(`session ${name} has no journal: the next run takes it over`),
      ...notebook,
    ];
  }
  const { state, running, findings } = found;
  return [
    ok(
      `session ${name}: phase ${
        state.phase ?? "none"
      }, iteration ${state.iteration}${
        running
          ? ", a run is working on it"
          : `; next: ${wayOnOrReport(state, name)}`
      }`,
    ),
    ...notebook,
    ...findings.map((finding) =>
      finding.about === "overview" && state.iteration > 0 &&
        readNotebook(paths).kind === "missing"
        ? missingLine(paths, name)
        : findingLine(finding, { name, state, config })
    ),
    ...(running ? [] : await gitLockLines(state)),
  ];
}

function missingLine(paths: SessionPaths, name: string): Line {
  const { message, hint } = missingOverview(paths, name);
  return problem(message, hint);
}

/** Only what a reader of fields stumbles over; what is missing altogether is a finding. */
function notebookLines(paths: SessionPaths): readonly Line[] {
  const notebook = readNotebook(paths);
  if (notebook.kind !== "text") return [];
  return readOverview(notebook.text).problems.map((text) =>
    warning(`overview: ${text}`, `mend it in ${paths.overview}`)
  );
}

function keptLines(paths: SessionPaths): readonly Line[] {
  return keptTexts(paths).map((path) =>
    warning(
      keptWords(path),
      `diff ${shellWord(path)} ${
        shellWord(paths.overview)
      }, take over what is missing, and remove it`,
    )
  );
}

/** What git leaves when it is killed while it writes: nothing can be committed before that is gone, and git never removes it. */
async function gitLockLines(
  { workingDir }: SessionState,
): Promise<readonly Line[]> {
  if (workingDir === null || !isFolder(workingDir)) return [];
  const where = await gitPath(workingDir, "index.lock");
  const lock = where === null ? null : resolve(workingDir, where);
  return lock === null || lstatOrNull(lock) === null ? [] : [
    problem(
      `git was killed in ${workingDir}, and nothing can be committed there: its "${lock}" is left`,
      `rm ${shellWord(lock)}, unless a git of your own works there now`,
    ),
  ];
}

async function gitPath(cwd: string, name: string): Promise<string | null> {
  try {
    const path = await git(["rev-parse", "--git-path", name], { cwd });
    return path.code === 0 ? path.stdout.replace(/\n$/, "") : null;
  } catch (error) {
    // That git is missing is told elsewhere.
    if (error instanceof GitMissingError) return null;
    throw error;
  }
}

function findingLine(
  { about, text }: Finding,
  { name, state, config }: {
    readonly name: string;
    readonly state: SessionState;
    readonly config: Config;
  },
): Line {
  const words = `${about}: ${text}`;
  const session = shellWord(name);
  switch (about) {
    case "journal":
    case "decisions":
      return problem(words, `samocode verify ${session}`);
    case "attempts":
    case "overview":
      return warning(words, `samocode run ${session}`);
    case "worktree":
      return problem(words, placeCommand(state, config));
    case "plan":
      return problem(
        words,
        `samocode run ${session}, which closes the gate again until you approve`,
      );
  }
}

function placeCommand(
  { workingDir, branch }: SessionState,
  { mainRepo }: Config,
): string {
  const path = workingDir ?? "";
  const place = shellWord(path);
  if (branch === null) return `put ${place} back`;
  return isFolder(path)
    ? `git -C ${place} switch ${shellWord(branch)}`
    : worktreeCommand({ mainRepo, path, branch });
}
