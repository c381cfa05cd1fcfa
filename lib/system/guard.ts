/**
 * The guard: a small shell that ends our trees when we vanish, however we vanish.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { unlessBroken } from "./broken_pipe.ts";
import { helperEnvironment } from "./child_env.ts";
import { guardScript } from "./guard_script.ts";
import type { ProcessTable } from "./process_table.ts";

/** Somebody who knows what is to be ended. */
export interface Guard {
  /** Puts a tree under guard, before its program runs. */
  hold(tree: HeldTree): Promise<void>;
  /** The tree is proven gone. */
  free(mark: string): Promise<void>;
  /** Sends the guard away; trees that are still held are ended by it first. */
  close(): Promise<void>;
}

/** A tree as the guard knows it. */
export interface HeldTree {
  readonly mark: string;
  readonly pid: number;
  readonly startTime: string;
}

/** A guard that was killed is replaced at most so often. */
const maxReplacements = 20;

/**
 * Makes the guard of a run; its process starts with the first tree.
 *
 * Only we hold the other end of its standard input, so that its end tells that we are gone. It lives in a session of its own, without a mark,
 * deaf to signals that are meant for us.
 */
export function createGuard(
  { graceMs, table }: {
    readonly graceMs: number;
    readonly table: ProcessTable;
  },
): Guard {
  const held = new Map<string, HeldTree>();
  const tenths = String(Math.ceil(graceMs / 100));
  let post: Post | null = null;
  let replacements = 0;
  let closed = false;

  function stand(): Post {
    const child = spawnGuard(["guard", tenths, table]);
    child.unref(); // A run that forgets to close may end all the same.
    const its: Post = {
      child,
      writer: child.stdin.getWriter(),
      ended: child.status.then(async () => {
        if (post === its) post = null;
        if (!closed && held.size > 0 && replacements++ < maxReplacements) {
          await replace();
        }
      }),
    };
    return its;
  }

  async function replace(): Promise<void> {
    try {
      await tell(...held.values());
    } catch (error) {
      // The next tree needs a guard, too, and tells the person then.
      if (!(error instanceof UserError)) throw error;
    }
  }

  async function tell(...trees: readonly HeldTree[]): Promise<void> {
    const all = post === null ? [...held.values()] : trees;
    post ??= stand();
    await write(
      post,
      all.map(({ mark, pid, startTime }) =>
        `hold ${mark} ${pid} ${startTime}\n`
      ).join(""),
    );
  }

  return {
    async hold(tree) {
      held.set(tree.mark, tree);
      await tell(tree);
    },
    async free(mark) {
      if (held.delete(mark) && post !== null) {
        await write(post, `free ${mark}\n`);
      }
    },
    async close() {
      closed = true;
      if (post === null) return;
      const { child, writer, ended } = post;
      child.ref();
      await unlessBroken(() => writer.close());
      await ended;
    },
  };
}

function spawnGuard(words: readonly string[]): Deno.ChildProcess {
  try {
    return new Deno.Command("/bin/sh", {
      args: ["-c", guardScript, ...words],
      cwd: "/",
      env: helperEnvironment(),
      clearEnv: true,
      stdin: "piped",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UserError(`Cannot start the guard: ${cause.message}`, { cause });
  }
}

/** One guard process. */
interface Post {
  readonly child: Deno.ChildProcess;
  readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly ended: Promise<void>;
}

async function write({ writer }: Post, text: string): Promise<void> {
  await unlessBroken(() => writer.write(new TextEncoder().encode(text)));
}
