/**
 * Gets a provider's real program from npm, once per version.
 *
 * @module
 */

import { join } from "@std/path";
import { adapterOf } from "../../lib/provider/adapters.ts";

/** A provider with a program of its own. */
export type RealProvider = "claude" | "codex";

/** A program that is there. */
export interface Installed {
  readonly name: RealProvider;
  readonly version: string;
  /** Absolute path. */
  readonly program: string;
}

const PACKAGES: Readonly<Record<RealProvider, string>> = {
  claude: "@anthropic-ai/claude-code",
  codex: "@openai/codex",
};

/** The version that everything is tried with. */
export function pinnedVersion(name: RealProvider): string {
  return adapterOf(name)?.contractVersions?.at(-1) ?? "latest";
}

/**
 * Installs a version into the cache, unless it is there.
 *
 * Says loudly why it is not to be had, and returns `null` then.
 */
export async function install(
  name: RealProvider,
  version: string = pinnedVersion(name),
): Promise<Installed | null> {
  const cache = join(cacheFolder(), "samocode-providers");
  const folder = join(cache, `${name}-${version}`);
  const installed = {
    name,
    version,
    program: join(folder, "node_modules", ".bin", name),
  };
  if (await exists(installed.program)) return installed;
  await Deno.mkdir(cache, { recursive: true });
  // Others may install the same at the same time: the first whole one stays.
  const partial = await Deno.makeTempDir({ dir: cache, prefix: ".partial-" });
  try {
    const problem = await npm(`${PACKAGES[name]}@${version}`, partial);
    if (problem !== null) {
      shout(`${name} ${version} cannot be had from npm: ${problem}`);
      return null;
    }
    await Deno.rename(partial, folder).catch((error) => {
      if (!(error instanceof Error) || !Deno.statSync(folder)) throw error;
    });
    return installed;
  } finally {
    await Deno.remove(partial, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

async function npm(what: string, prefix: string): Promise<string | null> {
  try {
    const { success, stderr } = await new Deno.Command("npm", {
      args: [
        ...["install", "--prefix", prefix, "--no-audit", "--no-fund"],
        // A network that is not there shall not take minutes to say so.
        ...["--fetch-retries", "1", "--loglevel", "error", what],
      ],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    const lines = new TextDecoder().decode(stderr).trim().split("\n");
    return success ? null : lines.slice(0, 3).join("; ");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "there is no npm";
    throw error;
  }
}

function cacheFolder(): string {
  return Deno.env.get("XDG_CACHE_HOME") ||
    join(Deno.env.get("HOME") ?? "/tmp", ".cache");
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function shout(text: string): void {
  const line = "!".repeat(72);
  console.error(`${line}\nSKIPPED: ${text}\n${line}`);
}
