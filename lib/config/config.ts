/**
 * The resolved configuration of a run, with the source of each value.
 *
 * @module
 */

import type { CommandDescription } from "../provider/command.ts";
import type { ProfileSettings } from "../provider/ladder.ts";
import type { Price } from "../provider/price.ts";

/** A model and how hard it thinks. */
export type Profile = ProfileSettings;

/** What is configured for one provider. */
export interface ProviderConfig {
  /** Program name (found on PATH) or absolute path; that of `demo` stands for samocode itself. */
  readonly executable: string;
  /** Set by `CLAUDE_MODEL` and the like; wins over a profile's model. */
  readonly model: string | null;
  /** Total clock of an attempt. */
  readonly timeoutMs: number;
  /** Most turns of an attempt, where the program knows turns. */
  readonly maxTurns: number | null;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Appended to the command line. */
  readonly args: readonly string[];
  /** Taken out of the environment. */
  readonly dropEnv: readonly string[];
  readonly inherit: "project" | "all" | "none";
  /** What its tokens cost, where it does not tell; `null`: unknown. */
  readonly price: Price | null;
  /** How it is started and read; `null`: samocode knows that, or nobody does. */
  readonly command: CommandDescription | null;
}

/** A command that the host runs to verify. */
export interface CheckConfig {
  /** `test` of `CHECK_TEST`, lower case. */
  readonly name: string;
  /** Run by `/bin/sh -c` in the working folder. */
  readonly command: string;
}

/** Limits of one run; `null`: none. */
export interface Limits {
  readonly maxIterations: number | null;
  readonly maxHours: number | null;
  readonly maxUsd: number | null;
}

/** Clocks and sizes of an attempt that are the same for every provider. */
export interface Clocks {
  /** From the start to the first byte. */
  readonly startMs: number;
  /** Between two bytes. */
  readonly silenceMs: number;
  /** Without output after a result event. */
  readonly resultGraceMs: number;
  /** Without output after a valid signal. */
  readonly signalGraceMs: number;
  /** Between TERM and KILL. */
  readonly killGraceMs: number;
  readonly maxLogBytes: number;
  /** So often in a row the same tool may be called for the same target. */
  readonly maxRepeats: number;
}

/** Everything that a run needs to know beforehand. */
export interface Config {
  /** Absolute path of the `.samocode` file. */
  readonly file: string;
  readonly mainRepo: string;
  readonly worktrees: string;
  readonly sessions: string;
  /** Ordered chain of providers; at least one. */
  readonly providers: readonly string[];
  /** Settings of every known provider, by name. */
  readonly provider: Readonly<Record<string, ProviderConfig>>;
  /** `full`, `quick`, or an absolute path. */
  readonly workflow: string;
  readonly checks: readonly CheckConfig[];
  /** Whether changes of tests and checks wait for a person before the work counts as done. */
  readonly testChanges: "gate" | "ignore";
  readonly setup: string | null;
  readonly limits: Limits;
  readonly defaultProfile: string;
  /** Phase → profile. */
  readonly workflowOverrides: Readonly<Record<string, string>>;
  /** Attempts per iteration, the first included. */
  readonly maxAttempts: number;
  /** Wait before the second attempt; doubles each time. */
  readonly retryDelayMs: number;
  readonly clocks: Clocks;
  readonly telegram:
    | {
      readonly token: string;
      readonly chatId: string;
      /** Base address of the API, without a trailing slash. */
      readonly api: string;
    }
    | null;
  /** Shell command that gets notices as JSON on standard input. */
  readonly notifyCommand: string | null;
  readonly branchPrefix: string | null;
  /** The person's word that full rights as root are fine. */
  readonly sandbox: boolean;
  /** Names of variables that came from a `.env`; they never enter a provider's environment. */
  readonly envFileNames: readonly string[];
  /** Secret values, to be kept out of every log. */
  readonly secrets: readonly string[];
  /** Where each value came from, by the name a person knows it by: `MAIN_REPO` → `.samocode:1`. */
  readonly sources: Readonly<Record<string, string>>;
  /** Each value as a person would write it, by the same name; secrets are `***`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Something wrong in the configuration. */
export interface Problem {
  /** File, or `environment`, or `command line`. */
  readonly where: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  readonly text: string;
}

/** Words for a problem, one line. */
export function describeProblem({ where, line, text }: Problem): string {
  return `${where}${line === undefined ? "" : `:${line}`}: ${text}`;
}
