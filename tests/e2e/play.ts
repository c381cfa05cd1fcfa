/**
 * One run of one iteration with a provider in a mood, looked at afterwards.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import type { Mood, Start } from "../fakes/provider/script.ts";
import { type Project, withProject } from "./harness.ts";
import type { Ran } from "./program.ts";
import type { SessionView } from "./session_view.ts";

/** What is there after the run. */
export interface Played {
  readonly project: Project;
  readonly ran: Ran;
  readonly session: SessionView;
  readonly starts: readonly Start[];
}

/** How it is played. */
export interface PlayOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments behind `run s --task …`; `--once` unless told. */
  readonly args?: readonly string[];
  /** Further lines of `.samocode`. */
  readonly config?: readonly string[];
  /** Ctrl-C as soon as this is on standard error. */
  readonly interruptAt?: RegExp;
}

/**
 * Runs a new session with moods, one per start, and looks at it.
 *
 * Whatever the mood, journal and overview are sound afterwards, nothing is alive, and the logs hold every byte that was
 * printed.
 */
export async function play(
  moods: readonly (Mood | string)[],
  look: (played: Played) => Promise<void> | void,
  { env = {}, args = ["--once"], config = [], interruptAt }: PlayOptions = {},
): Promise<void> {
  await withProject(async (project) => {
    const words = ["run", "s", "--task", "Do it", ...args];
    const running = await project.start(words);
    if (interruptAt !== undefined) {
      await running.says(interruptAt);
      running.kill("SIGINT");
    }
    const ran = await running.ended;
    const session = project.session();
    session.sound();
    assertEquals(
      hashable(session.logs()),
      hashable(Deno.readFileSync(join(project.fake, "said"))),
    );
    await look({ project, ran, session, starts: await project.starts() });
  }, { moods, env, config });
}

/** Text of bytes, a character each, so that a difference is shown; long ones by length and ends only. */
function hashable(bytes: Uint8Array): string {
  const text = Array.from(
    bytes.subarray(0, 1 << 16),
    (byte) => String.fromCharCode(byte),
  ).join("");
  let sum = 0;
  for (const byte of bytes) sum = (sum * 31 + byte) >>> 0;
  return `${bytes.length} ${sum} ${text}`;
}
