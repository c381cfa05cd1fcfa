/**
 * Numbers every effect on files and lets one of them go wrong, by wrapping Deno's own functions in this process.
 *
 * @module
 */

/** What happens at a step. */
export type Fault =
  /** The process dies right before, or right after. */
  | "before"
  | "after"
  /** It dies right before, and the next one in the course of recovering. */
  | "twice"
  /** Half of what is appended is written, then the process dies. */
  | "torn"
  /** From here on, until the process ends, the disk is full. */
  | "full"
  /** From here on, until the process ends, the disk cannot be written to. */
  | "readOnly";

/** All of them. */
export const FAULTS: readonly Fault[] = [
  "before",
  "after",
  "twice",
  "torn",
  "full",
  "readOnly",
];

/** Thrown where the process dies; no error, so that nobody takes it for a failure that can be handled. */
export class Died {}

/** The steps of a session and the one that goes wrong. */
export interface Faults {
  /** Names of all steps so far, in order. */
  readonly steps: readonly string[];
  /** Whether the fault has happened. */
  readonly happened: boolean;
  /** An effect that is none on files. */
  effect<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** Whether the disk takes nothing now. */
  readonly diskFails: boolean;
  /** The process is gone: its files are closed, and the disk is well again. */
  endLife(): void;
  /** Puts Deno's own functions back. */
  restore(): void;
}

type Phase = "before" | "after";
type Failing = "full" | "readOnly" | null;

/** Begins to count; `at` is the number of the step that goes wrong, from 0. */
export function installFaults(
  plan: { readonly at: number; readonly fault: Fault } | null,
): Faults {
  const steps: string[] = [];
  const open = new Set<Deno.FsFile>();
  let happened = false;
  let dead = false;
  let failing: Failing = null;
  /** Number of the step at which the second death comes. */
  let again: number | null = null;

  function die(): never {
    dead = true;
    happened = true;
    throw new Died();
  }

  /** Counts a step; tells whether its process dies after it. */
  function enter(name: string): Phase | "torn" | null {
    if (dead) throw new Died();
    const number = steps.push(name) - 1;
    if (number === again) die();
    if (plan === null || plan.at !== number) return null;
    if (plan.fault === "full" || plan.fault === "readOnly") {
      failing = plan.fault;
      happened = true;
      return null;
    }
    if (plan.fault === "before" || plan.fault === "twice") die();
    return plan.fault;
  }

  function effect<T>(
    name: string,
    act: () => T,
    { needsSpace = true, half }: {
      readonly needsSpace?: boolean;
      readonly half?: () => void;
    } = {},
  ): T {
    const fate = enter(name);
    if (failing === "readOnly" || failing === "full" && needsSpace) {
      throw diskError(failing);
    }
    if (fate === "torn") {
      half?.();
      die();
    }
    const result = act();
    if (fate === "after") die();
    return result;
  }

  const own = {
    openSync: Deno.openSync,
    renameSync: Deno.renameSync,
    linkSync: Deno.linkSync,
    removeSync: Deno.removeSync,
    mkdirSync: Deno.mkdirSync,
  };

  function opened(file: Deno.FsFile, name: string): Deno.FsFile {
    open.add(file);
    const wrapped: Partial<Deno.FsFile> = {
      writeSync: (bytes) =>
        effect(`append ${name}`, () => file.writeSync(bytes), {
          half: () => void file.writeSync(bytes.subarray(0, bytes.length >> 1)),
        }),
      syncSync: () =>
        effect(`flush ${name}`, () => file.syncSync(), { needsSpace: false }),
      truncateSync: (length) =>
        effect(`cut ${name}`, () => file.truncateSync(length), {
          needsSpace: false,
        }),
      close() {
        open.delete(file);
        file.close();
      },
    };
    return new Proxy(file, {
      get(target, key) {
        const value = wrapped[key as keyof Deno.FsFile] ??
          Reflect.get(target, key);
        return typeof value === "function" && !(key in wrapped)
          ? value.bind(target)
          : value;
      },
    });
  }

  Deno.openSync = (path, options) => {
    const name = nameOf(path);
    const act = () => opened(own.openSync(path, options), name);
    const makes = options?.createNew === true ||
      options?.create === true && !exists(path);
    if (makes) return effect(`make ${name}`, act);
    if (dead) throw new Died();
    const writes = options?.write === true || options?.append === true;
    if (writes && failing === "readOnly") throw diskError(failing);
    return act();
  };
  Deno.renameSync = (from, to) =>
    effect(
      `rename ${nameOf(from)} → ${nameOf(to)}`,
      () => own.renameSync(from, to),
      { needsSpace: false },
    );
  Deno.linkSync = (from, to) =>
    effect(
      `link ${nameOf(from)} → ${nameOf(to)}`,
      () => own.linkSync(from, to),
    );
  Deno.removeSync = (path, options) =>
    effect(`remove ${nameOf(path)}`, () => own.removeSync(path, options), {
      needsSpace: false,
    });
  Deno.mkdirSync = (path, options) =>
    exists(path)
      ? own.mkdirSync(path, options)
      : effect(`folder ${nameOf(path)}`, () => own.mkdirSync(path, options));

  return {
    steps,
    get happened() {
      return happened;
    },
    get diskFails() {
      return failing !== null;
    },
    async effect(name, act) {
      const fate = enter(name);
      if (fate === "torn") die();
      const result = await act();
      if (dead) throw new Died();
      if (fate === "after") die();
      return result;
    },
    endLife() {
      for (const file of open) file.close();
      open.clear();
      // Anywhere in the first steps of the next life.
      if (dead && plan?.fault === "twice") {
        again ??= steps.length + 1 + plan.at * 7 % 29;
      }
      dead = false;
      failing = null;
    },
    restore: () => void Object.assign(Deno, own),
  };
}

function diskError(failing: "full" | "readOnly"): Error {
  const [code, words] = failing === "full"
    ? ["ENOSPC", "No space left on device (os error 28)"]
    : ["EROFS", "Read-only file system (os error 30)"];
  return Object.assign(new Error(words), { code });
}

function exists(path: string | URL): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Last part of a path, the same in every session. */
function nameOf(path: string | URL): string {
  return String(path).replace(/^.*\//, "").replace(
    /^(\..*?)\.\d+\.\w+\.tmp$/,
    "$1.tmp",
  );
}
