/**
 * What a subcommand is; the table of all of them is `subcommands.ts`.
 *
 * @module
 */

import type { Terminal } from "../system/terminal.ts";

/** Headings of the help. */
export type Group =
  | "Run"
  | "Gates"
  | "Look"
  | "Sessions"
  | "Trust"
  | "Setup";

/** One flag; without `value` it is a switch. */
export interface Flag {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** Placeholder of the value in the help, e.g. `SECONDS`. */
  readonly value?: string;
  readonly help: string;
}

/** Texts and rules of a subcommand; its code is loaded when it is called. */
export interface Subcommand {
  readonly name: string;
  readonly group: Group;
  /** One line for the list. */
  readonly summary: string;
  /** Positional arguments as in the help, e.g. `[SESSION]`. */
  readonly positionals: string;
  readonly maxPositionals: number;
  readonly flags: readonly Flag[];
  /** Whole command lines that a person could type. */
  readonly examples: readonly string[];
  /** More text for `--help`, if the summary does not say enough. */
  readonly details?: string;
  /** Opens, answers, unblocks or starts something: refused when an agent calls it. */
  readonly personOnly?: boolean;
  /** Its exit codes are those of a run; the others end with 1 where a run would be blocked. */
  readonly endsAsRun?: boolean;
  /** Not listed in the help. */
  readonly hidden?: boolean;
  readonly load: () => Promise<SubcommandCode>;
}

/** Parsed arguments of a call. */
export interface Call {
  /** Values by long flag name; switches are booleans, all others strings. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** The program as a whole. */
export interface Program {
  readonly subcommands: readonly Subcommand[];
}

/** The code of a subcommand. */
export interface SubcommandCode {
  /**
   * Does it and returns the exit code.
   *
   * @param program What the program has, for code that tells of all subcommands: it is loaded by their table, and cannot import it.
   * @throws {UserError} for what a person must mend.
   */
  run(call: Call, terminal: Terminal, program?: Program): Promise<number>;
}

/** The text value of a flag, `undefined` when it was not given. */
export function text(call: Call, name: string): string | undefined {
  const value = call.flags[name];
  return typeof value === "string" ? value : undefined;
}

/** Whether a switch was given. */
export function on(call: Call, name: string): boolean {
  return call.flags[name] === true;
}
