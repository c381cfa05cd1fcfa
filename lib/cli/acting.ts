/**
 * A session that a person acts on.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { adoptPredecessor } from "../session/adopt.ts";
import { type GateCall, sessionName } from "../session/gates.ts";
import { leaseHeld, readLeaseInfo } from "../session/lease.ts";
import { RefusedError } from "../session/refused.ts";
import type { Holder } from "../session/requests.ts";
import type { Store } from "../session/store.ts";
import { systemClock } from "../system/clock.ts";
import { lastingTerminal } from "../system/lasting_terminal.ts";
import type { Terminal } from "../system/terminal.ts";
import { oneLine } from "../workflow/one_line.ts";
import type { Actor } from "../workflow/rows/person_rows.ts";
import { findSession, type Guess } from "./find_session.ts";
import { openForWriting } from "./open_session.ts";
import { loadWorkflow } from "./load_workflow.ts";
import { now } from "./own_clock.ts";
import { loadProject } from "./project.ts";
import { type Call, text } from "./subcommand.ts";

/** What an act works with. */
export interface Acting {
  readonly terminal: Terminal;
  readonly config: Config;
  readonly store: Store;
  /** Name of the session's folder. */
  readonly name: string;
  readonly actor: Actor;
}

/**
 * The project's configuration as far as an act needs it: no provider must be there, and a broken `config.yaml` of the
 * person is passed over, and said.
 *
 * @throws {UsageError} when the project's own settings are wrong.
 */
export async function loadForActing(
  call: Call,
  terminal: Terminal,
): Promise<Config> {
  const config = text(call, "config");
  try {
    return (await loadProject(terminal, { config })).config;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    let tolerant;
    try {
      tolerant = await loadProject(terminal, { config, userFile: false });
    } catch (second) {
      if (second instanceof UsageError) throw error;
      throw second;
    }
    terminal.err(`samocode: config.yaml is passed over: ${error.details[0]}`);
    return tolerant.config;
  }
}

/**
 * Opens a session for an act; one of the predecessor is taken over first.
 *
 * @param word What the person calls it; `undefined`: the one that can only be meant.
 * @throws {UsageError} when it cannot be found.
 * @throws {RefusedError} when it has not begun, or cannot be taken over.
 */
export async function openActing(
  word: string | undefined,
  { terminal, config, guess = "unfinished" }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly guess?: Guess;
  },
): Promise<Acting> {
  const folder = await findSession(word, { terminal, config, guess });
  const store = await openForWriting(folder, config);
  const name = sessionName(store);
  if (store.repaired !== null) terminal.err(`samocode: ${store.repaired}`);
  if (store.state.seq === 0) await takeOver(store, { terminal, config });
  return {
    // What comes after the act is done whether anybody reads of it or not.
    terminal: lastingTerminal(terminal),
    config,
    store,
    name,
    actor: actorOf(terminal),
  };
}

/** What the functions for gates want to know, with the workflow of the session. */
export async function gateCall(
  { store, config, actor }: Acting,
  note?: string,
): Promise<GateCall> {
  const { workflow } = await loadWorkflow(
    store.state.workflow ?? config.workflow,
  );
  const call = { workflow, actor, moment: now() };
  return note === undefined ? call : { ...call, note };
}

/** Who holds the lease at this moment. */
export async function holderOf({ paths }: Store): Promise<Holder> {
  return await leaseHeld(paths, systemClock)
    ? { kind: "held", run: readLeaseInfo(paths)?.run ?? null }
    : { kind: "free" };
}

async function takeOver(
  store: Store,
  { terminal, config }: {
    readonly terminal: Terminal;
    readonly config: Config;
  },
): Promise<void> {
  const name = sessionName(store);
  if (await leaseHeld(store.paths, systemClock)) {
    throw new RefusedError(
      `Cannot take over "${name}": a program works on it that keeps no journal`,
      { hint: "end it and try again" },
    );
  }
  const { workflow } = await loadWorkflow(config.workflow);
  for (const note of await adoptPredecessor(store, { workflow }) ?? []) {
    terminal.err(`samocode: ${note}`);
  }
  if (store.state.seq === 0) {
    throw new RefusedError(`Cannot act on "${name}": it has not begun`, {
      hint: `samocode run ${name}`,
    });
  }
}

/** The person at a terminal. */
export function actorOf({ env }: Pick<Terminal, "env">): Actor {
  const by = oneLine(env["USER"] ?? env["LOGNAME"] ?? "") || "person";
  return { by, channel: "command" };
}
