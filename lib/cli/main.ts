/**
 * From arguments to an exit code: finds the subcommand, runs it, prints what went wrong.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { asDiskError } from "../system/disk_error.ts";
import { lastingTerminal } from "../system/lasting_terminal.ts";
import {
  OutputClosed,
  systemTerminal,
  type Terminal,
} from "../system/terminal.ts";
import { nearNames } from "../workflow/names.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { stopCode } from "../workflow/stop_reason.ts";
import { parseCall } from "./arguments.ts";
import { fullHelp, shortHelp, subcommandHelp } from "./help.ts";
import { on, type Subcommand } from "./subcommand.ts";
import { subcommands } from "./subcommands.ts";
import { VERSION } from "./version.ts";
import { wrapHelp } from "./wrap_help.ts";

const BLOCKED = stopCode("blocked");

/** Runs the program; never throws. */
export async function main(
  args: readonly string[],
  terminal: Terminal = systemTerminal(),
): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    return error instanceof OutputClosed
      ? 0
      : printError(error, lastingTerminal(terminal));
  }
}

async function dispatch(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    terminal.out(shortHelp(subcommands));
    const overview = find("list");
    return overview === undefined ? 0 : await (await overview.load()).run(
      { flags: { "if-project": true }, positionals: [] },
      terminal,
    );
  }
  if (first === "--version" || first === "-V" || first === "version") {
    terminal.out(`samocode ${VERSION}`);
    return 0;
  }
  if (first === "--help" || first === "-h" || first === "help") {
    if (rest.length > 1) {
      throw new UsageError(
        `Cannot tell of "${
          rest.slice(1).join(" ")
        }": help is of one subcommand`,
        { hint: `samocode help ${rest[0]}` },
      );
    }
    return help(rest[0], terminal);
  }
  // As the predecessor is called: flags without a subcommand are a run.
  const name = first.startsWith("-") ? "run" : first;
  const subcommand = find(name);
  if (subcommand === undefined) throw unknown(name);
  const words = first.startsWith("-") ? args : rest;
  if (words.includes("--help") || words.includes("-h")) {
    return help(name, terminal);
  }
  if (subcommand.personOnly && terminal.env["SAMOCODE_RUN"]) {
    throw new UserError(
      `Cannot run "samocode ${name}": it is for a person, and an agent inside a run calls it`,
      { hint: "write the signal file instead and let the person decide" },
    );
  }
  if (first.startsWith("-")) refuseLateName(subcommand, args);
  const call = parseCall(subcommand, words);
  try {
    return await (await subcommand.load()).run(call, terminal, { subcommands });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { hint, exitCode } = error;
    const { placedHint } = await import("./look/placed_hint.ts");
    const ofRun = subcommand.endsAsRun || on(call, "run");
    return printError(error, lastingTerminal(terminal), {
      ...(exitCode === BLOCKED && !ofRun ? { code: 1 } : {}),
      ...(hint === undefined
        ? {}
        : { hint: placedHint(hint, { call, terminal, subcommands }) }),
    });
  }
}

/** The name of a subcommand after flags would be taken for that of a session. */
function refuseLateName(run: Subcommand, args: readonly string[]): void {
  const any = { ...run, maxPositionals: args.length };
  const [word] = parseCall(any, args).positionals;
  if (word === undefined || find(word) === undefined) return;
  const others = args.filter((arg) => arg !== word);
  throw new UsageError(
    `Cannot run "samocode ${args[0]} …": flags stand behind the subcommand`,
    { hint: ["samocode", word, ...others.map(shellWord)].join(" ") },
  );
}

function help(name: string | undefined, terminal: Terminal): number {
  if (name === undefined) {
    tell(fullHelp(subcommands), terminal);
    return 0;
  }
  const subcommand = find(name);
  if (subcommand === undefined) throw unknown(name);
  tell(subcommandHelp(subcommand), terminal);
  return 0;
}

function tell(help: string, terminal: Terminal): void {
  terminal.out(terminal.isTerminal ? wrapHelp(help, terminal.columns) : help);
}

function find(name: string): Subcommand | undefined {
  return subcommands.find((subcommand) => subcommand.name === name);
}

function unknown(name: string): UsageError {
  const names = subcommands.filter((s) => !s.hidden).map((s) => s.name);
  const [near] = nearNames(name, names);
  return new UsageError(`Cannot run "${name}": there is no such subcommand`, {
    hint: near === undefined ? "samocode --help" : `samocode ${near}`,
  });
}

function printError(
  thrown: unknown,
  terminal: Terminal,
  { code, hint }: { readonly code?: number; readonly hint?: string } = {},
): number {
  const error = asDiskError(thrown) ?? thrown;
  if (!(error instanceof UserError)) {
    const words = error instanceof Error
      ? error.stack ?? error.message
      : String(error);
    terminal.err(`samocode: this is a bug, please report it\n${words}`);
    return 1;
  }
  terminal.err(`samocode: ${error.message}`);
  for (const detail of error.details) terminal.err(`  - ${detail}`);
  const next = hint ?? error.hint;
  if (next !== undefined) terminal.err(`  try: ${next}`);
  return code ?? error.exitCode;
}
