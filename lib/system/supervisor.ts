/**
 * The host of the main room: the only one that starts and ends programs and talks to the network.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { changedSince, diffSince } from "./changes.ts";
import { childEnvironment } from "./child_env.ts";
import type { Clock } from "./clock.ts";
import { createFreeBytesReader } from "./free_bytes.ts";
import { createFactsReader } from "./git_facts.ts";
import type { Host, Live, StartSpec, Told } from "./host.ts";
import type { Interrupts } from "./interrupt.ts";
import { keepWork } from "./keep_work.ts";
import { sendNotice } from "./notify.ts";
import { checkOldTests } from "./old_tests.ts";
import { resolveProgram } from "./resolve_program.ts";
import { runShell } from "./run_command.ts";
import { inside } from "./scope.ts";
import type { TelegramBot } from "./telegram.ts";
import { createTrees } from "./tree.ts";

/** What the supervisor knows beforehand; the engine can name things of it, never add to it. */
export interface SupervisorOptions {
  /** Real path. */
  readonly sessionDir: string;
  /** Real path. */
  readonly workingDir: string;
  /** Providers by name; `args` come before those of the engine. */
  readonly programs: Readonly<
    Record<string, { readonly file: string; readonly args: readonly string[] }>
  >;
  /** The person's. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables that never enter the environment of a provider or a check. */
  readonly hiddenNames: readonly string[];
  readonly checks: readonly {
    readonly name: string;
    readonly command: string;
  }[];
  readonly checkTimeoutMs: number;
  /** Run first in a scratch worktree, as in every new one; `null` or left out: nothing. */
  readonly setup?: string | null;
  readonly telegram: TelegramBot | null;
  /** Shell command. */
  readonly notifyCommand: string | null;
  readonly interrupts: Interrupts;
  readonly tell: (told: Told) => void;
  readonly live: (live: Live | null) => void;
  readonly clock: Clock;
  /** Between TERM and KILL; 5 s unless told. */
  readonly termGraceMs?: number;
}

/** A host that can be sent home. */
export interface Supervisor extends Host {
  /** Kills what runs, and grants no more grace. */
  force(): void;
  /** Ends what runs; nothing is left afterwards. */
  close(): Promise<void>;
}

/** Makes the host; nothing is started yet. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { sessionDir, workingDir, environment, hiddenNames, clock } = options;
  const { interrupts, termGraceMs } = options;
  const trees = createTrees({
    clock,
    ...(termGraceMs === undefined ? {} : { graceMs: termGraceMs }),
  });
  const facts = createFactsReader(workingDir);
  interrupts.force.addEventListener("abort", trees.force, { once: true });

  /** Paths of the engine may have been changed into links by an agent since. */
  function checkedPaths({ cwd, stdin, stdout, stderr }: StartSpec) {
    return {
      cwd: inside(workingDir, cwd),
      stdin: stdin === null ? null : inside(sessionDir, stdin),
      stdout: inside(sessionDir, stdout),
      stderr: inside(sessionDir, stderr),
    };
  }

  const shell = {
    trees,
    clock,
    env: childEnvironment(environment, { drop: hiddenNames }),
    timeoutMs: options.checkTimeoutMs,
    stop: interrupts.stop,
  };

  function commandOf(name: string): string {
    const check = options.checks.find((one) => one.name === name);
    if (check === undefined) {
      throw new UserError(`Cannot run the check "${name}": no such check`);
    }
    return check.command;
  }

  return {
    async start(spec) {
      facts.forget();
      const program = Object.hasOwn(options.programs, spec.provider)
        ? options.programs[spec.provider]
        : undefined;
      if (program === undefined) {
        throw new UserError(
          `Cannot start "${spec.provider}": no such provider is configured`,
        );
      }
      return await trees.start({
        ...checkedPaths(spec),
        file: resolveProgram(program.file, environment),
        args: [...program.args, ...spec.args],
        env: childEnvironment(environment, {
          drop: [...hiddenNames, ...spec.dropEnv],
          set: spec.env,
        }),
        mark: spec.mark,
        polite: spec.polite,
      });
    },
    async end(mark, earlier) {
      const end = await trees.end(mark, earlier);
      // It is what is asked for next, and nothing of the tree can change it any more.
      if (end.gone) facts.readAhead();
      return end;
    },
    facts: () => facts.read(),
    keepWork: (name) => keepWork(workingDir, name),
    async check(name, log) {
      facts.forget();
      return await runShell(commandOf(name), {
        ...shell,
        cwd: inside(workingDir, workingDir),
        log: inside(sessionDir, log),
      });
    },
    changes: (base) => changedSince(workingDir, base),
    diff: (base, paths) => diffSince(workingDir, { base, paths }),
    checkOld: (spec) =>
      checkOldTests({
        ...spec,
        checks: spec.checks.map(({ name, log, controlLog }) => ({
          name,
          log: inside(sessionDir, log),
          controlLog: inside(sessionDir, controlLog),
        })),
      }, {
        ...shell,
        workingDir,
        commandOf,
        setup: options.setup ?? null,
        setupLog: inside(sessionDir, spec.setupLog),
      }),
    notify: (notice) =>
      sendNotice(notice, {
        telegram: options.telegram,
        command: options.notifyCommand,
        env: environment,
      }),
    tell: (told) => options.tell(told),
    live: (live) => options.live(live),
    interrupted: () => interrupts.current(),
    stop: interrupts.stop,
    freeBytes: createFreeBytesReader(sessionDir, clock),
    force: () => trees.force(),
    async close() {
      interrupts.force.removeEventListener("abort", trees.force);
      await Promise.all([trees.close(), facts.close()]);
    },
  };
}
