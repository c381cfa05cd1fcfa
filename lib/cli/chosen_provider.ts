/**
 * The configuration of a run: with the providers that the person named now, or once for this session.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import type { Terminal } from "../system/terminal.ts";
import type { SessionState } from "../workflow/state.ts";
import { type LoadedProject, loadProject } from "./project.ts";
import { type Call, text } from "./subcommand.ts";

/** How `--dry-run` names the source. */
const CHOSEN = "chosen for this session";

/** Loads the project with the flags of a run; `provider` stands in where the call names none. */
export async function loadForRun(
  call: Call,
  { terminal, provider }: {
    readonly terminal: Terminal;
    readonly provider?: string;
  },
): Promise<LoadedProject> {
  return await loadProject(terminal, {
    config: text(call, "config"),
    flags: {
      provider: text(call, "provider") ?? provider,
      timeout: text(call, "timeout"),
      workflow: text(call, "workflow"),
      maxIterations: text(call, "max-iterations"),
      maxHours: text(call, "max-hours"),
      maxUsd: text(call, "max-usd"),
    },
  });
}

/**
 * The configuration with the providers of the session's own choice, where there is one and the call names none.
 *
 * @throws {UsageError} when one of them is not known any more.
 */
export async function withChosenProviders(
  call: Call,
  { terminal, config, state, folder }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly state: SessionState;
    readonly folder: string;
  },
): Promise<Config> {
  const chosen = state.chosenProviders;
  if (chosen === null || text(call, "provider") !== undefined) return config;
  const gone = chosen.find((name) => !Object.hasOwn(config.provider, name));
  if (gone !== undefined) {
    throw new UsageError(
      `Cannot start: "${gone}" was chosen for this session and is not known any more`,
      {
        hint: `samocode run ${basename(folder)} --provider ${
          config.providers.join(",")
        }`,
      },
    );
  }
  const again = await loadForRun(call, {
    terminal,
    provider: chosen.join(","),
  });
  const sources = { ...again.config.sources, PROVIDER: CHOSEN };
  return { ...again.config, sources };
}
