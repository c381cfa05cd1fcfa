/**
 * The groups of settings that concern a whole run: workflow, limits, profiles, retries, notices.
 *
 * @module
 */

import type { Config, Limits, ProviderConfig } from "./config.ts";
import {
  DEFAULT_MAX_ATTEMPTS,
  DEFAULT_PROFILE,
  DEFAULT_RETRY_DELAY_S,
  DEFAULT_TELEGRAM_API,
  DEFAULT_WORKFLOW,
} from "./defaults.ts";
import type { Settings } from "./settings.ts";
import { absolutePath } from "./locations.ts";
import { BUILT_IN_WORKFLOWS } from "./project_file.ts";
import type { Places } from "./providers.ts";
import type { UserFile } from "./user_file.ts";
import type { Variable } from "./variables.ts";
import {
  good,
  readAddress,
  readDecimal,
  readSeconds,
  readWhole,
} from "./values.ts";

/** A built-in name, or the absolute path of a workflow file. */
export function resolveWorkflow(
  settings: Settings,
  { cwd, home }: Places,
): string {
  return settings.take("WORKFLOW", {
    setting: { flag: "workflow", project: "WORKFLOW" },
    // Paths of the project file are absolute already.
    read: (text) =>
      good(
        BUILT_IN_WORKFLOWS.includes(text)
          ? text
          : absolutePath(text, { base: cwd, home }),
      ),
    fallback: DEFAULT_WORKFLOW,
  });
}

/** Limits of one run. */
export function resolveLimits(settings: Settings): Limits {
  return {
    maxIterations: settings.take("MAX_ITERATIONS", {
      setting: { flag: "maxIterations", project: "MAX_ITERATIONS" },
      read: readWhole,
      fallback: null,
    }),
    maxHours: settings.take("MAX_HOURS", {
      setting: { flag: "maxHours", project: "MAX_HOURS" },
      read: readDecimal,
      fallback: null,
    }),
    maxUsd: settings.take("MAX_USD", {
      setting: { flag: "maxUsd", project: "MAX_USD" },
      read: readDecimal,
      fallback: null,
    }),
  };
}

/** The default profile and the overrides; each must exist for every provider of the chain. */
export function resolveProfiles(
  settings: Settings,
  { user, chain }: {
    readonly user: UserFile | null;
    readonly chain: readonly (readonly [string, ProviderConfig])[];
  },
): Pick<Config, "defaultProfile" | "workflowOverrides"> {
  const defaultProfile = settings.take("default_profile", {
    setting: { user: "default_profile" },
    read: good<string>,
    fallback: DEFAULT_PROFILE,
  });
  const overrides = [...user?.workflowOverrides ?? []];
  const named = [
    user?.settings.get("default_profile"),
    ...overrides.map(([, found]) => found),
  ];
  for (const found of named) {
    if (found === undefined) continue;
    for (const [name, { profiles }] of chain) {
      if (Object.hasOwn(profiles, found.value)) continue;
      const known = Object.keys(profiles).join(", ");
      const text = `is "${found.value}", ${name} has no such profile: ${known}`;
      settings.problem(found, text);
    }
  }
  return {
    defaultProfile,
    workflowOverrides: Object.fromEntries(
      overrides.map(([phase, found]) => [phase, found.value]),
    ),
  };
}

/** How often and how soon a failed attempt is repeated. */
export function resolveRetries(
  settings: Settings,
): Pick<Config, "maxAttempts" | "retryDelayMs"> {
  return {
    maxAttempts: settings.take("SAMOCODE_MAX_RETRIES", {
      setting: { variable: "SAMOCODE_MAX_RETRIES", user: "max_retries" },
      read: readWhole,
      fallback: DEFAULT_MAX_ATTEMPTS,
    }),
    retryDelayMs: settings.take("SAMOCODE_RETRY_DELAY", {
      setting: { variable: "SAMOCODE_RETRY_DELAY", user: "retry_delay" },
      read: readSeconds,
      fallback: DEFAULT_RETRY_DELAY_S * 1000,
    }),
  };
}

/** The clocks of an attempt; a provider's own watchdog acts at 300 s of silence and shall have two tries before ours. */
export function resolveClocks(settings: Settings): Pick<Config, "clocks"> {
  const seconds = (variable: Variable, fallbackS: number) =>
    settings.take(variable, {
      setting: { variable },
      read: readSeconds,
      fallback: fallbackS * 1000,
    });
  const mebibytes = settings.take("SAMOCODE_MAX_LOG_MIB", {
    setting: { variable: "SAMOCODE_MAX_LOG_MIB" },
    read: readWhole,
    fallback: 4096,
  });
  const maxRepeats = settings.take("SAMOCODE_MAX_REPEATS", {
    setting: { variable: "SAMOCODE_MAX_REPEATS" },
    read: readWhole,
    fallback: 60,
  });
  return {
    clocks: {
      startMs: seconds("SAMOCODE_START_TIMEOUT", 120),
      // A provider's own watchdog acts at 300 s of silence; it shall have two tries before ours.
      silenceMs: seconds("SAMOCODE_SILENCE_TIMEOUT", 660),
      resultGraceMs: seconds("SAMOCODE_RESULT_GRACE", 30),
      signalGraceMs: seconds("SAMOCODE_SIGNAL_GRACE", 120),
      killGraceMs: seconds("SAMOCODE_KILL_GRACE", 5),
      maxLogBytes: mebibytes * (1 << 20),
      maxRepeats,
    },
  };
}

/** Where notices go; never taken from the repository. */
export function resolveNotices(
  settings: Settings,
): Pick<Config, "telegram" | "notifyCommand"> {
  const token = settings.text("TELEGRAM_BOT_TOKEN", {
    variable: "TELEGRAM_BOT_TOKEN",
  });
  const chatId = settings.text("TELEGRAM_CHAT_ID", {
    variable: "TELEGRAM_CHAT_ID",
  });
  const api = settings.take("SAMOCODE_TELEGRAM_API", {
    setting: { variable: "SAMOCODE_TELEGRAM_API" },
    read: readAddress,
    fallback: DEFAULT_TELEGRAM_API,
  });
  const notifyCommand = settings.text("SAMOCODE_NOTIFY", {
    variable: "SAMOCODE_NOTIFY",
    user: "notify",
  });
  if ((token === null) !== (chatId === null)) {
    const missing = token === null ? "TELEGRAM_BOT_TOKEN" : "TELEGRAM_CHAT_ID";
    settings.warnings.push(`${missing} is not set, Telegram stays off`);
  }
  const telegram = token !== null && chatId !== null
    ? { token, chatId, api }
    : null;
  return { telegram, notifyCommand };
}
