/**
 * The provider programs of a configuration, found on this machine.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import type { EngineProvider } from "../engine/input.ts";
import { UsageError } from "../errors.ts";
import { lstatOrNull } from "../system/files.ts";
import { findProgram } from "../system/find_program.ts";
import { isRoot, selfCommand } from "../system/self.ts";
import type { Terminal } from "../system/terminal.ts";
import { adapterFinder } from "./adapter_finder.ts";

/** Program and first arguments of each provider of the chain. */
export type Programs = Readonly<
  Record<string, { readonly file: string; readonly args: readonly string[] }>
>;

/** What to type where a provider's program is not there. */
export const HOW_TO_GET: Readonly<Record<string, string>> = {
  claude: "npm install -g @anthropic-ai/claude-code, or set CLAUDE_PATH",
  codex: "npm install -g @openai/codex, or set CODEX_PATH",
};

/**
 * Finds the programs.
 *
 * @throws {UsageError} for a provider without an adapter or a program that is not there, all at once; and for root where
 * the program refuses it.
 */
export function findPrograms(config: Config, terminal: Terminal): Programs {
  const problems: string[] = [];
  const findAdapter = adapterFinder(config);
  let hint = "samocode doctor";
  const programs: Record<
    string,
    { readonly file: string; readonly args: readonly string[] }
  > = {};
  for (const name of config.providers) {
    if (findAdapter(name) === null) {
      problems.push(
        `nobody told how "${name}" is started: providers.${name}.command is missing`,
      );
      hint = "docs/providers.md tells what to write";
      continue;
    }
    if (name === "demo") {
      programs[name] = selfCommand();
      continue;
    }
    const wanted = config.provider[name]!.executable;
    const file = findProgram(wanted, terminal.env);
    if (file === null) {
      const why = wanted.includes("/") && lstatOrNull(wanted) !== null
        ? "is no file that can be executed"
        : "is not installed";
      problems.push(`the program "${wanted}" of "${name}" ${why}`);
      hint = HOW_TO_GET[name] ?? hint;
      continue;
    }
    programs[name] = { file, args: [] };
  }
  if (
    programs["claude"] !== undefined && isRoot() && !config.sandbox &&
    !terminal.env["IS_SANDBOX"]
  ) {
    problems.push(
      '"claude" refuses to work unattended as root unless this is a sandbox',
    );
    hint = "set SAMOCODE_SANDBOX=1 if this machine may be broken";
  }
  if (problems.length > 0) {
    throw new UsageError(`Cannot start: ${problems[0]}`, {
      hint,
      ...(problems.length > 1 ? { details: problems } : {}),
    });
  }
  return programs;
}

/** The chain as the engine gets it; `versions` are those that the programs told. */
export function engineProviders(
  config: Config,
  versions: Readonly<Record<string, string>>,
): readonly EngineProvider[] {
  return config.providers.map((name) => {
    const settings = config.provider[name]!;
    return {
      name,
      model: settings.model,
      profiles: settings.profiles,
      maxTurns: settings.maxTurns,
      timeoutMs: settings.timeoutMs,
      args: settings.args,
      dropEnv: settings.dropEnv,
      inherit: settings.inherit,
      price: settings.price,
      command: settings.command,
      version: versions[name] ?? null,
    };
  });
}
