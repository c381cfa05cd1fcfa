/**
 * What holds where nobody configured anything.
 *
 * @module
 */

import type { Profile, ProviderConfig } from "./config.ts";

/** Provider when none is named. */
export const DEFAULT_PROVIDER = "claude";

/** Profile when none is named. */
export const DEFAULT_PROFILE = "standard";

/** Workflow when none is named. */
export const DEFAULT_WORKFLOW = "full";

/** Attempts per iteration, the first included. */
export const DEFAULT_MAX_ATTEMPTS = 3;

/** Seconds before the second attempt. */
export const DEFAULT_RETRY_DELAY_S = 5;

/** Base address of the Telegram API. */
export const DEFAULT_TELEGRAM_API = "https://api.telegram.org";

const OWN: Profile = { model: null, effort: null };

/** A provider of which nothing is known but its program. */
export function plainProvider(executable: string): ProviderConfig {
  return {
    executable,
    model: null,
    timeoutMs: 1_800_000,
    maxTurns: null,
    profiles: { light: OWN, standard: OWN, strong: OWN, max: OWN, own: OWN },
    args: [],
    dropEnv: [],
    inherit: "project",
    price: null,
    command: null,
  };
}

/** The providers that need no description, by name. */
export const BUILT_IN_PROVIDERS: Readonly<Record<string, ProviderConfig>> = {
  claude: {
    ...plainProvider("claude"),
    maxTurns: 300,
    // Short names, so that each means the newest model of its kind.
    profiles: {
      light: { model: "haiku", effort: null },
      standard: { model: "sonnet", effort: "high" },
      strong: { model: "opus", effort: "high" },
      max: { model: "opus", effort: "xhigh" },
      own: OWN,
    },
  },
  codex: {
    ...plainProvider("codex"),
    profiles: {
      light: { model: null, effort: "low" },
      standard: { model: null, effort: "medium" },
      strong: { model: null, effort: "high" },
      max: { model: null, effort: "xhigh" },
      own: OWN,
    },
  },
  // Samocode itself, whatever its executable is called.
  demo: { ...plainProvider("samocode"), timeoutMs: 300_000 },
};
