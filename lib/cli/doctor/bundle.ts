/**
 * Packs what somebody who helps has to see, without secrets and without what a provider said.
 *
 * @module
 */

import { basename, join } from "@std/path";
import type { Config } from "../../config/config.ts";
import { configFolder } from "../../config/locations.ts";
import { UserError } from "../../errors.ts";
import { sessionPaths } from "../../session/paths.ts";
import { capture } from "../../system/capture.ts";
import { helperEnvironment } from "../../system/child_env.ts";
import { makeFolder, readFile, writeNew } from "../../system/files.ts";
import { readPersonFile } from "../../system/person_file.ts";
import { removeAny } from "../../system/place.ts";
import { temporaryFolder } from "../../system/temporary.ts";
import type { Terminal } from "../../system/terminal.ts";
import { redactor } from "../../workflow/redact.ts";
import { envNames, hideValues, shownConfig } from "./hide.ts";
import { type Line, reportLines } from "./line.ts";

/** What goes into a bundle. */
export interface BundleParts {
  readonly lines: readonly Line[];
  readonly config: Config | null;
  /** Real path of a session's folder. */
  readonly session: string | null;
}

const NAME = "samocode-bundle";
const MAX_BYTES = 64 << 20;
/** The end of `session.log`. */
const LOG_CHARACTERS = 256 << 10;

/**
 * Writes the bundle into a new temporary folder, for its owner alone, and returns its path.
 *
 * @throws {UserError} when it cannot be packed.
 */
export async function writeBundle(
  parts: BundleParts,
  terminal: Terminal,
): Promise<string> {
  const files = await bundleFiles(parts, terminal);
  const folder = temporaryFolder(`${NAME}-`);
  const stage = join(folder, NAME);
  const tarball = join(folder, `${NAME}.tar.gz`);
  makeFolder(stage, 0o700);
  for (const [name, text] of files) writeNew(join(stage, name), text);
  writeNew(tarball, "");
  const { code, stderr } = await capture(
    "tar",
    ["-czf", tarball, "-C", folder, NAME],
    { env: helperEnvironment(), timeoutMs: 60_000 },
  );
  removeAny(stage);
  if (code === 0) return tarball;
  throw new UserError(`Cannot write "${tarball}": ${stderr.trim()}`);
}

async function bundleFiles(
  { lines, config, session }: BundleParts,
  terminal: Terminal,
): Promise<readonly (readonly [string, string])[]> {
  const redact = redactor(config?.secrets ?? []);
  const files: [string, string][] = [
    ["doctor.txt", `${reportLines(lines).join("\n")}\n`],
    ["system.txt", await systemText()],
    ...(config === null
      ? []
      : [["config.json", shownConfig(config)] as [string, string]]),
    ...await configFiles(config, terminal),
    ...(session === null ? [] : sessionFiles(session)),
  ];
  return files.map(([name, text]) => [name, redact(text)]);
}

async function systemText(): Promise<string> {
  const { stdout } = await capture("uname", ["-srm"], {
    env: helperEnvironment(),
    timeoutMs: 2000,
  });
  return stdout;
}

/** The files as they were written, less what is secret; of a `.env` the names alone. */
async function configFiles(
  config: Config | null,
  { env }: Pick<Terminal, "env">,
): Promise<[string, string][]> {
  const folder = configFolder(env);
  const envFile = env["SAMOCODE_ENV_FILE"] ||
    (folder === null ? "" : join(folder, ".env"));
  const places: readonly (readonly [string, string, boolean])[] = [
    ["samocode.txt", config?.file ?? "", false],
    ["env.txt", envFile, true],
    ["config.yaml", folder === null ? "" : join(folder, "config.yaml"), false],
  ];
  const files: [string, string][] = [];
  for (const [name, path, hidden] of places) {
    const reading = path === "" ? null : await readPersonFile(path);
    if (reading?.kind !== "text") continue;
    files.push([
      name,
      hidden ? envNames(reading.text) : hideValues(reading.text),
    ]);
  }
  return files;
}

function sessionFiles(folder: string): [string, string][] {
  const { journal, overview, log } = sessionPaths(folder);
  return [journal, overview, log].flatMap((path): [string, string][] => {
    const reading = readFile(path, MAX_BYTES);
    if (reading.kind === "missing") return [];
    const text = reading.kind === "text" ? reading.text : reading.reason;
    return [[
      basename(path),
      path === log ? text.slice(-LOG_CHARACTERS) : text,
    ]];
  });
}
