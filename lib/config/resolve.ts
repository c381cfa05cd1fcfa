/**
 * Resolves everything that was written anywhere into one configuration.
 *
 * @module
 */

import type { Config, Problem } from "./config.ts";
import { parseEnvFile } from "./env_file.ts";
import { type ConfigFlags, Settings } from "./settings.ts";
import type { Environment } from "./locations.ts";
import { parseProjectFile } from "./project_file.ts";
import { type Places, resolveChain, resolveProviders } from "./providers.ts";
import {
  resolveClocks,
  resolveLimits,
  resolveNotices,
  resolveProfiles,
  resolveRetries,
  resolveWorkflow,
} from "./run_settings.ts";
import { collectSecrets, envFileNames, withoutSecrets } from "./secrets.ts";
import type { UserFile } from "./user_file.ts";
import { readBranchPrefix, readSwitch, readWord } from "./values.ts";

/** A file that was read. */
export interface TextFile {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** Everything a configuration is made of. */
export interface ConfigInput extends Places {
  readonly flags: ConfigFlags;
  readonly environment: Environment;
  /** The person's own `.env`. */
  readonly envFile: TextFile | null;
  /** The `.samocode` file. */
  readonly project: TextFile;
  /** The person's `config.yaml`, parsed already: what parses it is large, and most people have none. */
  readonly user: (UserFile & { readonly path: string }) | null;
}

/** A configuration, or everything that is wrong. */
export type ConfigResult =
  & {
    /** Whole lines for a person. */
    readonly warnings: readonly string[];
  }
  & (
    | { readonly kind: "ok"; readonly config: Config }
    | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  );

/**
 * Resolves each value by itself: flag, environment, `.env`, `.samocode`, `config.yaml`, default.
 *
 * Looks at nothing outside `input`; whether folders and programs exist is the caller's question.
 *
 * @example
 * ```ts
 * import { resolveConfig } from "./resolve.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const result = resolveConfig({
 *   flags: { timeout: "60" },
 *   environment: { CLAUDE_TIMEOUT: "90" },
 *   envFile: null,
 *   project: { path: "/app/.samocode", text: "MAIN_REPO=.\nWORKTREES=../w\nSESSIONS=../s\n" },
 *   user: null,
 *   home: "/home/ann",
 *   cwd: "/app",
 * });
 * assert(result.kind === "ok");
 * assertEquals(result.config.provider["claude"]?.timeoutMs, 60_000);
 * assertEquals(result.config.sources["MAIN_REPO"], ".samocode:1");
 * ```
 */
export function resolveConfig(input: ConfigInput): ConfigResult {
  const { flags, environment, home, user, project: file } = input;
  const project = parseProjectFile(file.text, { path: file.path, home });
  const envFile = input.envFile
    ? parseEnvFile(input.envFile.text, input.envFile.path)
    : null;
  const settings = new Settings({
    flags,
    environment,
    envFile: envFile && { ...envFile, path: input.envFile!.path },
    project: { ...project, path: file.path },
    user,
  });
  const provider = resolveProviders(settings, {
    user,
    userPath: user?.path ?? "",
    places: input,
  });
  const providers = resolveChain(settings, Object.keys(provider));
  const checks = project.checks.map(({ key, name, command }) => {
    settings.text(key, { project: key });
    return { name, command };
  });
  const folder = (key: string) => settings.text(key, { project: key }) ?? "";
  const config: Config = {
    file: file.path,
    mainRepo: folder("MAIN_REPO"),
    worktrees: folder("WORKTREES"),
    sessions: folder("SESSIONS"),
    providers,
    provider,
    workflow: resolveWorkflow(settings, input),
    checks,
    testChanges: settings.take("TEST_CHANGES", {
      setting: { project: "TEST_CHANGES" },
      read: readWord(["gate", "ignore"]),
      fallback: "gate",
    }),
    setup: settings.text("SETUP", { project: "SETUP" }),
    limits: resolveLimits(settings),
    ...resolveProfiles(settings, {
      user,
      chain: providers.map((name) => [name, provider[name]!]),
    }),
    ...resolveRetries(settings),
    ...resolveClocks(settings),
    ...resolveNotices(settings),
    branchPrefix: settings.take("GIT_BRANCH_PREFIX", {
      setting: { variable: "GIT_BRANCH_PREFIX" },
      read: readBranchPrefix,
      fallback: null,
    }),
    sandbox: settings.take("SAMOCODE_SANDBOX", {
      setting: { variable: "SAMOCODE_SANDBOX" },
      read: readSwitch,
      fallback: false,
    }),
    envFileNames: envFileNames(environment, envFile),
    secrets: collectSecrets(environment, envFile),
    sources: settings.sources,
    values: withoutSecrets(settings.values),
  };
  const problems = [
    ...project.problems,
    ...envFile?.problems ?? [],
    ...user?.problems ?? [],
    ...settings.problems,
  ];
  const warnings = [
    ...project.warnings,
    ...envFile?.warnings ?? [],
    ...user?.warnings ?? [],
    ...settings.warnings,
  ];
  return problems.length > 0
    ? { kind: "problems", problems, warnings }
    : { kind: "ok", config, warnings };
}
