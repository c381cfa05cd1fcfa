/**
 * Process trees: programs that are started under guard and ended with everything they started.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { signalGroup } from "./capture.ts";
import type { Clock } from "./clock.ts";
import { type EndLimits, endTree } from "./end_tree.ts";
import { type GatedProgram, type ProgramSpec, startGated } from "./gate.ts";
import { createGuard } from "./guard.ts";
import type { EarlierProcess, Exit, Started, TreeEnd } from "./host.ts";
import { createLooker, type Look, lookAt } from "./look.ts";
import {
  type ProcessTable,
  startTimeOf,
  systemTable,
} from "./process_table.ts";

/** A program of a tree of its own; `env` is the whole environment, without the mark. */
export interface TreeSpec extends ProgramSpec {
  /** Value of `SAMOCODE_RUN`, unlike any other: 8 to 64 letters, digits, `-`. */
  readonly mark: string;
  readonly polite: "SIGTERM" | "SIGINT";
}

/** All trees of a run. */
export interface Trees {
  /** @throws {UserError} when the program cannot be started. */
  start(spec: TreeSpec): Promise<Started>;
  /**
   * Ends a tree: polite, TERM, KILL, sweep. Safe to call twice, at once too, and for a mark that is unknown: then what carries the mark is ended,
   * and `earlier` with its group when exactly this process lives.
   */
  end(mark: string, earlier?: EarlierProcess): Promise<TreeEnd>;
  /** From now on nothing gets any grace; what runs is killed at once. */
  force(): void;
  /** Ends what runs, and sends the guard away. */
  close(): Promise<void>;
}

/** How {@linkcode createTrees} goes about. */
export interface TreesOptions {
  readonly clock: Clock;
  /** Between TERM and KILL; 5 s unless told. */
  readonly graceMs?: number;
  /** Between a polite signal and TERM; 3 s unless told. */
  readonly politeMs?: number;
  /** The system's own unless told. */
  readonly table?: ProcessTable;
}

interface Tree {
  readonly group: number;
  readonly polite: "SIGTERM" | "SIGINT";
  readonly look: Look;
  readonly leader: { gone(): boolean; readonly exited: Promise<Exit> };
  /** Looks every now and then. */
  readonly watch: ReturnType<typeof setInterval> | undefined;
}

/** Where parents are all that is known of a tree, it is looked at so often while it runs: links are lost when a parent ends. */
const watchMs = 2000;

/** Makes the trees of a run; nothing is started yet. */
export function createTrees(options: TreesOptions): Trees {
  const { clock, graceMs = 5000, politeMs = 3000, table = systemTable() } =
    options;
  const guard = createGuard({ graceMs, table });
  const looker = createLooker();
  const trees = new Map<string, Tree>();
  const ending = new Map<string, Promise<TreeEnd>>();
  const force = new AbortController();
  const limits: EndLimits = {
    clock,
    graceMs,
    politeMs,
    killMs: 5000,
    force: force.signal,
  };

  async function end(mark: string, earlier?: EarlierProcess) {
    const tree = trees.get(mark);
    if (tree === undefined) {
      const group = earlier !== undefined && await lives(earlier, table)
        ? earlier.pid
        : null;
      const look = lookAt({ mark, group }, { table, looker });
      return await endTree(
        { group, polite: "SIGTERM", look, leader: null },
        limits,
      );
    }
    // Once its leader is gone nobody can tell any more who its children were.
    if (table === "ps" && !tree.leader.gone()) await tree.look({ group: true });
    const result = await endTree(tree, limits);
    if (result.gone) {
      clearInterval(tree.watch);
      trees.delete(mark);
      await guard.free(mark);
    }
    return result;
  }

  const self: Trees = {
    async start(spec) {
      checkMark(spec.mark);
      if (trees.has(spec.mark)) {
        throw new Error(`mark "${spec.mark}" is in use`);
      }
      const env = { ...spec.env, SAMOCODE_RUN: spec.mark };
      const program = await startGated({ ...spec, env }, table);
      const { pid, startTime } = program;
      const exited = exitOf(program);
      let gone = false;
      exited.then(() => gone = true);
      const look = lookAt({ mark: spec.mark, group: pid }, { table, looker });
      trees.set(spec.mark, {
        group: pid,
        polite: spec.polite,
        look,
        leader: { gone: () => gone, exited },
        watch: table === "ps"
          ? setInterval(() => look({ group: !gone }), watchMs)
          : undefined,
      });
      await guard.hold({ mark: spec.mark, pid, startTime });
      await program.open();
      return { pid, startTime, exited };
    },
    end(mark, earlier) {
      checkMark(mark);
      const running = ending.get(mark) ??
        end(mark, earlier).finally(() => ending.delete(mark));
      ending.set(mark, running);
      return running;
    },
    force() {
      force.abort();
      for (const { group, leader } of trees.values()) {
        if (!leader.gone()) signalGroup(group, "SIGKILL");
      }
    },
    async close() {
      await Promise.all([...trees.keys()].map((mark) => self.end(mark)));
      for (const { watch } of trees.values()) clearInterval(watch);
      await Promise.all([guard.close(), looker.close()]);
    },
  };
  return self;
}

async function exitOf({ status }: GatedProgram): Promise<Exit> {
  const { code, signal } = await status;
  return { code: signal === null ? code : null, signal };
}

async function lives(
  { pid, startTime }: EarlierProcess,
  table: ProcessTable,
): Promise<boolean> {
  return startTime !== "" && await startTimeOf(pid, table) === startTime;
}

/** A mark is looked for in the environments of all processes: a short or empty one would hit others. */
function checkMark(mark: string): void {
  if (!/^[A-Za-z0-9-]{8,64}$/.test(mark)) {
    throw new UserError(`Cannot use the mark "${mark}": not 8 to 64 letters`);
  }
}
