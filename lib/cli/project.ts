/**
 * Loads the configuration of the project that a call is about.
 *
 * @module
 */

import { join } from "@std/path";
import {
  type Config,
  describeProblem,
  type Problem,
} from "../config/config.ts";
import { problemAt } from "../config/found.ts";
import { absolutePath, configFolder, homeFolder } from "../config/locations.ts";
import { parseProjectFile, REQUIRED_KEYS } from "../config/project_file.ts";
import {
  type ConfigInput,
  resolveConfig,
  type TextFile,
} from "../config/resolve.ts";
import type { ConfigFlags } from "../config/settings.ts";
import { UsageError } from "../errors.ts";
import { pathKind, readPersonFile } from "../system/person_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { findProjectFile } from "./find_project.ts";

/** What was asked for on the command line. */
export interface ProjectOptions {
  /** Value of `--config`. */
  readonly config?: string | undefined;
  readonly flags?: ConfigFlags | undefined;
  /** Whether the person's own `config.yaml` counts; it does unless told. */
  readonly userFile?: boolean;
}

/** A project's configuration. */
export interface LoadedProject {
  readonly config: Config;
  /** Whole lines for a person. */
  readonly warnings: readonly string[];
}

/**
 * Reads and checks everything that configures a project; writes nothing.
 *
 * @throws {UsageError} with all problems of all files at once.
 */
export async function loadProject(
  terminal: Terminal,
  { config: configFlag, flags = {}, userFile = true }: ProjectOptions = {},
): Promise<LoadedProject> {
  const { env, cwd } = terminal;
  const path = findProjectFile(terminal, configFlag);
  const home = homeFolder(env);
  const problems: Problem[] = [];
  const project = await read(path, problems);
  const { envFile, user } = await readOwnFiles(terminal, {
    problems,
    userFile,
  });
  const result = project && resolveConfig({
    flags,
    environment: env,
    envFile,
    project,
    user,
    home,
    cwd,
  });
  if (project) problems.push(...folderProblems(project, home));
  if (result?.kind === "problems") problems.unshift(...result.problems);
  if (problems.length > 0 || result?.kind !== "ok") {
    const count = problems.length === 1
      ? "a problem"
      : `${problems.length} problems`;
    throw new UsageError(
      `Cannot use the configuration of "${path}": it has ${count}`,
      {
        details: [
          ...problems.map(describeProblem),
          ...(result?.warnings ?? []).map((line) => `warning: ${line}`),
        ],
      },
    );
  }
  return {
    config: result.config,
    warnings: [...result.warnings, ...userFile ? oldUserFile(terminal) : []],
  };
}

/** Whoever chose a provider in the predecessor's file would get another one without a word. */
function oldUserFile({ env }: Terminal): readonly string[] {
  const folder = configFolder(env);
  if (folder === null) return [];
  const [old, own] = ["config.toml", "config.yaml"]
    .map((name) => join(folder, name));
  return pathKind(old!) === "missing" || pathKind(own!) !== "missing"
    ? []
    : [`${old} is not read: providers and profiles belong into ${own}`];
}

async function readOwnFiles(
  { env, cwd }: Terminal,
  { problems, userFile }: {
    readonly problems: Problem[];
    readonly userFile: boolean;
  },
): Promise<Pick<ConfigInput, "envFile" | "user">> {
  const folder = configFolder(env);
  const named = env["SAMOCODE_ENV_FILE"]?.trim() ?? "";
  const namedPath = absolutePath(named, { base: cwd, home: homeFolder(env) });
  const envPath = named !== "" ? namedPath : folder && join(folder, ".env");
  const envFile = envPath === null ? null : await read(envPath, problems);
  if (envFile === null && named !== "" && pathKind(namedPath) === "missing") {
    const text = `SAMOCODE_ENV_FILE names "${namedPath}", which does not exist`;
    problems.push({ where: "environment", text });
  }
  const user = folder === null || !userFile
    ? null
    : await read(join(folder, "config.yaml"), problems);
  return { envFile, user: user === null ? null : await parsedUser(user) };
}

/** Only now what reads YAML is loaded. */
async function parsedUser({ path, text }: TextFile) {
  const { parseUserFile } = await import("../config/user_file.ts");
  return { ...parseUserFile(text, path), path };
}

/** Reads a file; none there is `null`, one that cannot be read a problem too. */
async function read(
  path: string,
  problems: Problem[],
): Promise<TextFile | null> {
  const reading = await readPersonFile(path);
  if (reading.kind === "text") return { path, text: reading.text };
  if (reading.kind === "refused") {
    problems.push({ where: path, text: `cannot be read: ${reading.reason}` });
  }
  return null;
}

/** The repository must be there; the other two folders are made when they are needed. */
function folderProblems(
  { path, text }: TextFile,
  home: string,
): readonly Problem[] {
  const { entries } = parseProjectFile(text, { path, home });
  return REQUIRED_KEYS.flatMap((key) => {
    const entry = entries.get(key);
    if (entry === undefined) return [];
    const kind = pathKind(entry.value);
    if (kind === "folder") return [];
    if (kind === "missing" && key !== "MAIN_REPO") return [];
    const what = kind === "missing" ? "does not exist" : "is not a folder";
    const words = `${key} ${what}: ${entry.value}`;
    return [problemAt(path, entry.line, words)];
  });
}
