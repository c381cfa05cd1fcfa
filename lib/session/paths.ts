/**
 * Where the files of a session are.
 *
 * @module
 */

import { join } from "@std/path";
import { OLDER_FLOW } from "./flow_trim.ts";

/** Absolute paths of everything that the host keeps in a session folder. */
export interface SessionPaths {
  readonly folder: string;
  /** The notebook. */
  readonly overview: string;
  /** Where the notebook stands for the moment in which it is exchanged. */
  readonly swap: string;
  /** Older entries of the flow log. */
  readonly olderFlow: string;
  readonly signal: string;
  /** Questions and answers. */
  readonly qa: string;
  readonly journal: string;
  /** Kernel lock that a run holds as long as it lives. */
  readonly lease: string;
  /** Who holds the lease, for display only. */
  readonly leaseInfo: string;
  /** Kernel lock that every writer holds for milliseconds. */
  readonly sessionLock: string;
  /** Signals of the predecessor; read once, never written. */
  readonly history: string;
  /** Folder of the provider's output. */
  readonly logs: string;
  /** What the host printed. */
  readonly log: string;
}

/** The paths of a session; `folder` must be absolute. */
export function sessionPaths(folder: string): SessionPaths {
  return {
    folder,
    overview: join(folder, "_overview.md"),
    swap: join(folder, "_overview.md.swap"),
    olderFlow: join(folder, OLDER_FLOW),
    signal: join(folder, "_signal.json"),
    qa: join(folder, "_qa.md"),
    journal: join(folder, "_journal.jsonl"),
    lease: join(folder, "_orchestrator.lock"),
    leaseInfo: join(folder, "_orchestrator.json"),
    sessionLock: join(folder, "_session.lock"),
    history: join(folder, "_signal_history.jsonl"),
    logs: join(folder, "_logs"),
    log: join(folder, "session.log"),
  };
}
