/**
 * What the reference says about exit codes and variables, beside what the code itself tells.
 *
 * @module
 */

import type { Variable } from "../lib/config/variables.ts";
import { stopCode, type StopReason } from "../lib/workflow/stop_reason.ts";

/** A row of a table. */
export type Row = readonly string[];

const STOPS: Readonly<Record<StopReason, string>> = {
  done: "finished, everything verified",
  requested: "the requested stop was reached (`--once`, `--until PHASE`)",
  failed: "failed: the attempts are used up, or a bug",
  waiting:
    "waiting for a person: questions, plan approval, changes of tests, an action",
  blocked: "blocked",
  limit: "a limit of the run was reached: iterations, time, money",
  hungUp: "hung up",
  interrupted: "interrupted",
  terminated: "terminated",
};

/** Exit codes of `run`: code and meaning, in the order of the codes. */
export const RUN_CODES: readonly Row[] = [
  ...(Object.keys(STOPS) as StopReason[]).map((reason): Row => [
    String(stopCode(reason)),
    STOPS[reason],
  ]),
  ["2", "wrong usage or configuration"],
  ["3", "another run holds the session"],
].sort(([a], [b]) => Number(a) - Number(b));

/** Exit codes of all other subcommands. */
export const OTHER_CODES: readonly Row[] = [
  ["0", "done"],
  ["1", "refused, or something was found"],
  ["2", "wrong usage or configuration"],
  ["3", "busy: somebody else holds a lock"],
];

const VARIABLE_TEXTS: Readonly<Record<Variable, string>> = {
  SAMOCODE_PROVIDER: "provider, or a chain of them; `claude` unless told",
  CLAUDE_PATH: "program of Claude Code, a path or a name on `PATH`",
  CLAUDE_MODEL: "model, in place of the one of the profile",
  CLAUDE_TIMEOUT: "limit of one attempt in seconds; 1800 unless told",
  CLAUDE_MAX_TURNS: "most turns of one attempt; 300 unless told",
  CODEX_PATH: "program of Codex, a path or a name on `PATH`",
  CODEX_MODEL: "model, in place of the one of the profile",
  CODEX_TIMEOUT: "limit of one attempt in seconds; 1800 unless told",
  SAMOCODE_MAX_RETRIES:
    "most attempts of an iteration, the first included; 3 unless told",
  SAMOCODE_RETRY_DELAY: "seconds before the second attempt; 5 unless told",
  SAMOCODE_START_TIMEOUT:
    "seconds until the provider's first output; 120 unless told",
  SAMOCODE_SILENCE_TIMEOUT: "seconds without any output; 660 unless told",
  SAMOCODE_RESULT_GRACE:
    "seconds that the provider may live after its result; 30 unless told",
  SAMOCODE_SIGNAL_GRACE:
    "seconds that it may be silent after its signal; 120 unless told",
  SAMOCODE_KILL_GRACE: "seconds between TERM and KILL; 5 unless told",
  SAMOCODE_MAX_LOG_MIB: "largest log of an attempt in MiB; 4096 unless told",
  SAMOCODE_MAX_REPEATS:
    "calls of the same tool for the same target in a row, after which an attempt is ended; 60 unless told",
  SAMOCODE_SANDBOX: "`1`: this machine may be broken, so root may run",
  SAMOCODE_NOTIFY:
    "shell command that gets each notice as JSON on standard input",
  TELEGRAM_BOT_TOKEN: "token of the bot that sends notices",
  TELEGRAM_CHAT_ID: "chat that gets them",
  SAMOCODE_TELEGRAM_API:
    "address of the Bot API; the executable reaches `https://api.telegram.org` and this machine, no other",
  GIT_BRANCH_PREFIX: "front part of the names of branches",
};

/** Variables that are settings: in the environment, or in a person's own `.env`. */
export const SETTINGS: readonly Row[] = Object.entries(VARIABLE_TEXTS)
  .map(([name, text]) => [`\`${name}\``, text]);

/** Variables that are read from the environment alone. */
export const SURROUNDINGS: readonly Row[] = [
  ["`SAMOCODE_ENV_FILE`", "another file in place of a person's own `.env`"],
  [
    "`XDG_CONFIG_HOME`",
    "`samocode/.env` and `samocode/config.yaml` are under it; `~/.config` unless told",
  ],
  [
    "`XDG_STATE_HOME`",
    "`samocode/projects`, the known projects, is under it; `~/.local/state` unless told",
  ],
  [
    "`GITHUB_STEP_SUMMARY`",
    "file of a CI runner to which a run appends how it ended, as Markdown",
  ],
  ["`NO_COLOR`", "no colours on a terminal"],
  [
    "`SAMOCODE_RUN`",
    "set by a run for everything it starts: what is for a person refuses to work",
  ],
];
