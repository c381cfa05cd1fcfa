/**
 * Session folders, overviews and numbers for tests of the session layer.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";

/** Runs a test on an empty session folder, by its real path, and removes it afterwards. */
export async function withSession(
  test: (paths: SessionPaths) => Promise<void> | void,
): Promise<void> {
  const sessions = await Deno.realPath(await Deno.makeTempDir());
  try {
    const folder = join(sessions, "26-01-15-pyright-ci");
    await Deno.mkdir(folder);
    await test(sessionPaths(folder));
  } finally {
    await Deno.remove(sessions, { recursive: true });
  }
}

/** An overview as the predecessor wrote it. */
export const OVERVIEW = `# Session: pyright-ci
Started: 01-15 14:30
Working Dir: /home/me/trees/26-01-15-pyright-ci

## Task
Run the type checker in CI.

## Status
Phase: planning
Iteration: 4
Total Iterations: 6
Blocked: no
Last Action: Wrote the plan
Next: Await plan approval

## Flow Log
- [003 @ 01-15 14:59] Requirements are clear
- [004 @ 01-15 15:02] Planned -> 01-15-15:02-plan-ci.md

## Files
- 01-15-14:30-dive-ci.md - what there is

## Plans
- 01-15-15:02-plan-ci.md - one job per package
`;

/** Numbers that look random and are the same for the same seed: from 0 up to, not including, `below`. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One of some values. */
export function pick<T>(below: (n: number) => number, from: readonly T[]): T {
  return from[below(from.length)]!;
}

/** A text with a few of its characters removed, doubled or replaced. */
export function mutate(below: (n: number) => number, text: string): string {
  let changed = text;
  for (let left = 1 + below(6); left > 0; left--) {
    const at = below(changed.length + 1);
    const length = pick(below, [0, 1, 2, 7, 40]);
    const part = changed.slice(at, at + length);
    const put = pick(below, [
      "",
      part + part,
      "\n",
      "\r\n",
      "```\n",
      "## Status\n",
      "Phase:",
      "\u0000",
      "\ud83d",
      "{",
      '"',
      ":",
      "9".repeat(30),
    ]);
    changed = changed.slice(0, at) + put + changed.slice(at + length);
  }
  return changed;
}

/** Starts a module of this folder as a process of its own. */
export function startModule(
  name: string,
  args: readonly string[],
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [...moduleArgs(name), ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The arguments of Deno that run a module of this folder. */
export function moduleArgs(name: string): readonly string[] {
  const here = (path: string) => fromFileUrl(new URL(path, import.meta.url));
  const config = here("../../deno.json");
  return ["run", "-A", "--no-check", "--config", config, here(name)];
}

/** What a process printed; fails with its errors when it did not end well. */
export async function printed(child: Deno.ChildProcess): Promise<string> {
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  return decoder.decode(stdout).trim();
}
