/**
 * Which versions of the provider programs a run works with.
 *
 * @module
 */

import { adapterOf } from "../provider/adapters.ts";
import { capture } from "../system/capture.ts";
import { childEnvironment } from "../system/child_env.ts";
import type { Programs } from "./programs.ts";

/** Where and for how long a program is asked. */
export interface VersionOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Taken out of the environment. */
  readonly dropEnv: readonly string[];
  /** Aborted: nobody waits for the answer any more. */
  readonly stop?: AbortSignal;
}

const LIMIT_MS = 5_000;

/** What a program calls its version, one line; `null` when it does not tell, or not within 5 s. */
export async function programVersion(
  file: string,
  { env, dropEnv, stop }: VersionOptions,
): Promise<string | null> {
  try {
    const { code, stdout } = await capture(file, ["--version"], {
      env: childEnvironment(env, { drop: dropEnv }),
      timeoutMs: LIMIT_MS,
      maxBytes: 4096,
      ...(stop === undefined ? {} : { stop }),
    });
    return code === 0 ? stdout.trim().split("\n")[0] ?? "" : null;
  } catch (error) {
    // No program of this machine.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** The numbers of all programs that tell one, by provider; of others nobody knows what they do when they are asked. */
export async function programVersions(
  programs: Programs,
  options: VersionOptions,
): Promise<Readonly<Record<string, string>>> {
  const asked = Object.entries(programs)
    .filter(([name]) => adapterOf(name)?.contractVersions !== undefined)
    .map(async ([name, { file }]) =>
      [name, numberIn(await programVersion(file, options))] as const
    );
  return Object.fromEntries(
    (await Promise.all(asked)).flatMap(([name, version]) =>
      version === null ? [] : [[name, version]]
    ),
  );
}

/**
 * One line for each program with which nobody has tried what its adapter assumes.
 *
 * @example
 * ```ts
 * import { untriedVersions } from "./program_version.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(untriedVersions({ claude: "0.2.9" }).length, 1);
 * ```
 */
export function untriedVersions(
  versions: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(versions).flatMap(([name, version]) => {
    const tried = adapterOf(name)?.contractVersions ?? [];
    return tried.length === 0 || tried.includes(version) ? [] : [
      `${name} ${version} was not tried with this samocode, ${
        tried.join(", ")
      } ${tried.length === 1 ? "was" : "were"}`,
    ];
  });
}

function numberIn(words: string | null): string | null {
  return /\d+\.\d+[\w.+-]*/.exec(words ?? "")?.[0] ?? null;
}
