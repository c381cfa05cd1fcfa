/**
 * An agent program that is neither claude nor codex: other flags, other output, the same good work.
 *
 * It tells lines like `{"note":{"say":"…"}}`, `{"act":{"name":"…","on":["…"]}}`, `{"step":{"usd":…,"used":{"in":…,"out":…}}}` and at last
 * `{"over":"fine","thread":"…"}`. What it does is in its script: `walk`, `silent` (it forgets its signal), `fails`.
 *
 * @module
 */

import { readPrompt } from "./provider/prompt.ts";
import { enterStart, nextMood } from "./provider/script.ts";
import { rightSignal, work } from "./provider/walk.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const prompt = await new Response(Deno.stdin.readable).text();
  const thread = after(args, "--thread") ?? crypto.randomUUID();
  const mood = nextMood();
  const task = readPrompt(prompt, thread);
  enterStart({
    argv: args,
    task,
    mood,
    conversation: thread,
    promptLength: prompt.length,
  });
  line({ begin: { thread, with: after(args, "--use") } });
  if (mood.mood === "fails") {
    line({ trouble: { words: "the service is away" } });
    return 1;
  }
  if (!args.includes("--thread")) {
    await work(task, {
      text: (say) => line({ note: { say } }),
      tool: (name, on) => line({ act: { name, on: [on] } }),
    });
  }
  line({ step: { usd: 0.25, used: { in: 100, out: 20 } } });
  line({ step: { usd: 0.5, used: { in: 200, out: 10, kept: 5 } } });
  if (mood.mood !== "silent") {
    const signal = { ...rightSignal(task), token: task.token };
    Deno.writeTextFileSync(
      `${task.sessionDir}/_signal.json`,
      JSON.stringify(signal),
    );
  }
  line({ over: "fine", thread });
  return 0;
}

function line(value: unknown): void {
  console.log(JSON.stringify(value));
}

function after(args: readonly string[], flag: string): string | null {
  const at = args.indexOf(flag);
  return at < 0 ? null : args[at + 1] ?? null;
}
