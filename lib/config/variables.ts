/**
 * Names of everything that can be set in the environment or in a person's own `.env`.
 *
 * @module
 */

/** Variables that are read, in the order of a help text. */
export const VARIABLES = [
  "SAMOCODE_PROVIDER",
  "CLAUDE_PATH",
  "CLAUDE_MODEL",
  "CLAUDE_TIMEOUT",
  "CLAUDE_MAX_TURNS",
  "CODEX_PATH",
  "CODEX_MODEL",
  "CODEX_TIMEOUT",
  "SAMOCODE_MAX_RETRIES",
  "SAMOCODE_RETRY_DELAY",
  "SAMOCODE_START_TIMEOUT",
  "SAMOCODE_SILENCE_TIMEOUT",
  "SAMOCODE_RESULT_GRACE",
  "SAMOCODE_SIGNAL_GRACE",
  "SAMOCODE_KILL_GRACE",
  "SAMOCODE_MAX_LOG_MIB",
  "SAMOCODE_MAX_REPEATS",
  "SAMOCODE_SANDBOX",
  "SAMOCODE_NOTIFY",
  "TELEGRAM_BOT_TOKEN",
  "TELEGRAM_CHAT_ID",
  "SAMOCODE_TELEGRAM_API",
  "GIT_BRANCH_PREFIX",
] as const;

/** Name of a variable that is read. */
export type Variable = typeof VARIABLES[number];

/** Whether a name is one of {@linkcode VARIABLES}. */
export function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name);
}
