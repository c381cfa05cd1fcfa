/**
 * What a provider adapter is: pure knowledge about one AI command-line program.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { Tokens } from "../workflow/spending.ts";

/** What the engine wants from one start of the program. */
export interface ProviderRequest {
  /** Absolute path of the prompt; given on standard input. */
  readonly promptFile: string;
  readonly sessionDir: string;
  readonly workingDir: string;
  /** `null`: the program's own default. */
  readonly model: string | null;
  readonly effort: string | null;
  /** Most turns, where the program knows turns. */
  readonly maxTurns: number | null;
  /** Id for a new conversation (a UUID), where the program lets us choose. */
  readonly conversation: string;
  /** Conversation to go on with, instead of a new one. */
  readonly resumes: string | null;
  /** Name under which a person finds the conversation: `<session> 007 planning`. */
  readonly title: string;
  /** Money left, for programs that take a limit. */
  readonly maxUsd: number | null;
  /** `project`: the repository's settings apply, the person's own hooks do not; `all`: both; `none`: neither. */
  readonly inherit: "project" | "all" | "none";
  /** The person's word that full rights as root are fine here. */
  readonly sandbox: boolean;
  /** Appended as they are. */
  readonly extraArgs: readonly string[];
}

/** How to start the program. */
export interface ProviderCommand {
  readonly args: readonly string[];
  /** Set on top of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Taken out of the environment: names, or prefixes that end in `*`. */
  readonly dropEnv: readonly string[];
  readonly stdin: "prompt" | "null";
}

/** Something that the program told. Unknown lines give no event. */
export type ProviderEvent =
  | {
    readonly kind: "started";
    readonly conversation: string | null;
    readonly model: string | null;
    readonly version: string | null;
    readonly login: string | null;
  }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tool"; readonly name: string; readonly target: string }
  | {
    readonly kind: "toolResult";
    readonly isError: boolean;
    readonly text: string;
  }
  /** `resetsAtMs` is epoch ms. Only `rejected` stops work. */
  | {
    readonly kind: "limit";
    readonly status: "allowed" | "warning" | "rejected";
    readonly window: string;
    readonly resetsAtMs: number | null;
    readonly utilization: number | null;
  }
  | {
    readonly kind: "retrying";
    readonly attempt: number;
    readonly reason: string;
  }
  | { readonly kind: "denied"; readonly tool: string }
  | { readonly kind: "error"; readonly code: string; readonly message: string }
  /** What one step used, of a program whose results do not tell it. */
  | {
    readonly kind: "usage";
    readonly costUsd: number | null;
    readonly tokens: Tokens | null;
  }
  /** The end of a turn; the last one of a stream counts. `costUsd` and `tokens` are totals of the conversation when `cumulative`. */
  | {
    readonly kind: "result";
    readonly isError: boolean;
    readonly subtype: string;
    readonly text: string;
    readonly turns: number | null;
    readonly costUsd: number | null;
    readonly tokens: Tokens | null;
    readonly cumulative: boolean;
    readonly denials: readonly string[];
  };

/** What is known when the program is gone. */
export interface ProviderEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Everything that counts for the outcome, in order; text, tools and tool results are left out. */
  readonly events: readonly ProviderEvent[];
  /** The end of standard error, at most 4 KiB. */
  readonly stderr: string;
  readonly nowMs: number;
  /** Minutes by which local time is ahead of UTC, for programs that tell times in words; 0 when left out. */
  readonly offsetMinutes?: number;
}

/** Who reads the output of a program. */
export type OutputReader = "person" | "run";

/** Pure knowledge about one program. */
export interface Adapter {
  readonly name: string;
  /** Program looked for on PATH unless configured. */
  readonly executable: string;
  /** The interrupt after which the program saves its conversation and ends. */
  readonly polite: "SIGTERM" | "SIGINT";
  /** Whether it reports what it costs. */
  readonly reportsCost: boolean;
  /** Whether a conversation can be resumed. */
  readonly resumes: boolean;
  /** Whether its output need not tell that it is alive: only the total clock counts then; it tells unless this is true. */
  readonly silent?: boolean;
  /** The instruction file of a repository that the program does not read by itself. */
  readonly unreadInstructions: readonly string[];
  /** Versions of the program with which everything that is assumed here was tried, oldest first. */
  readonly contractVersions?: readonly string[];
  command(request: ProviderRequest): ProviderCommand;
  /**
   * Whether a line that starts with these bytes can matter; lines that cannot are skipped without being held.
   *
   * @param reader What it can matter to: a `person` reads the results of tools too, a `run` does not, and they are the longest lines of all.
   * A person unless told.
   */
  wants(head: Uint8Array, reader?: OutputReader): boolean;
  /** Events of one line; never throws. */
  events(line: string): readonly ProviderEvent[];
  outcome(end: ProviderEnd): AttemptOutcome;
  /** Command with which a person resumes a conversation, to be typed in the working folder. */
  resumeCommand(conversation: string): string;
}
