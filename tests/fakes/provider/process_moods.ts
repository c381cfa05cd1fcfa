/**
 * Moods of the fake provider in which something is wrong with its processes.
 *
 * @module
 */

import type { Task } from "./task.ts";
import { besideScript, type Mood } from "./script.ts";
import { writeSignal } from "./signal.ts";
import type { Speech } from "./speech.ts";
import { rightSignal, work } from "./walk.ts";

/** One start. */
export interface Play {
  readonly task: Task;
  readonly speech: Speech;
  /** Whether it goes on with a conversation. */
  readonly resumed: boolean;
}

/** Plays such a mood; `null` when the mood is another one. */
export function processMood(mood: Mood, play: Play): Promise<number> | null {
  const played = moods[mood.mood];
  if (played === undefined) return null;
  play.speech.started();
  return played(play);
}

const moods: Readonly<
  Partial<Record<string, (play: Play) => Promise<number>>>
> = {
  hang: async ({ speech }) => {
    speech.text("Thinking.");
    return await forever();
  },
  hangAfterSignal: async (play) => {
    await workAndSignal(play);
    return await forever();
  },
  hangAfterResult: async (play) => {
    await workAndSignal(play);
    play.speech.result("Done.");
    return await forever();
  },
  ignoreTerm: async () => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
      Deno.addSignalListener(signal, () => {});
    }
    Deno.writeTextFileSync(besideScript("ignores-term"), `${Deno.pid}`);
    return await forever();
  },
  exit1: () => {
    console.error("error: something broke");
    return Promise.resolve(1);
  },
  signalThenExit1: async (play) => {
    await workAndSignal(play);
    return 1;
  },
  readsStdin: async (play) => {
    // The prompt was the first time; at the end of a file a second one ends at once.
    const again = await Deno.stdin.read(new Uint8Array(1));
    if (again !== null) throw new Error("There was more after the end");
    return await well(play);
  },
  grandchildHoldsStdout: async (play) => {
    stray("exec sleep 600");
    return await well(play);
  },
  grandchildWrites: async (play) => {
    stray(
      'while :; do echo more >>"$WORK/stray.txt"; sleep 0.05; done',
      play.task,
    );
    return await well(play);
  },
  setsidGrandchild: async (play) => {
    stray("exec setsid sleep 600");
    return await well(play);
  },
};

async function workAndSignal({ task, speech, resumed }: Play): Promise<void> {
  if (!resumed) await work(task, speech);
  writeSignal(task, rightSignal(task));
}

async function well(play: Play): Promise<number> {
  await workAndSignal(play);
  play.speech.result("Done.");
  return 0;
}

/** Starts a process that outlives this one and holds its output; its pid is a line of `strays` beside the script. */
function stray(command: string, task?: Task): void {
  const child = new Deno.Command("sh", {
    args: ["-c", command],
    env: { WORK: task?.workingDir ?? "" },
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  child.unref();
  Deno.writeTextFileSync(besideScript("strays"), `${child.pid}\n`, {
    append: true,
  });
}

function forever(): Promise<never> {
  // An open timer keeps the process alive, an open promise alone does not.
  setInterval(() => {}, 1 << 30);
  return new Promise(() => {});
}
