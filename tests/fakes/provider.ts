/**
 * A provider program for tests: speaks like claude (`-p …`) or codex (`exec …`) and does what its script says.
 *
 * Started through the program that `makeFakeProvider()` writes. Nothing but files of this folder is imported, so that
 * it starts fast and without a cache.
 *
 * @module
 */

import { play } from "./provider/moods.ts";
import { readPrompt } from "./provider/prompt.ts";
import { enterStart, nextMood } from "./provider/script.ts";
import { Speech } from "./provider/speech.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const codex = args[0] === "exec" || Deno.env.get("FAKE_PROGRAM") === "codex";
  if (!codex && !args.includes("-p")) {
    console.error("error: the fake provider only knows -p and exec");
    return 1;
  }
  const resumes = codex
    ? args[1] === "resume" ? args[2] ?? null : null
    : wordAfter(args, "--resume");
  const conversation = resumes ?? wordAfter(args, "--session-id") ??
    crypto.randomUUID();
  const prompt = await new Response(Deno.stdin.readable).text();
  const mood = nextMood();
  const task = readPrompt(prompt, conversation);
  const nth = enterStart({
    argv: args,
    task,
    mood,
    conversation,
    promptLength: prompt.length,
  });
  const speech = new Speech({ codex, conversation, nth });
  return await play(mood, { task, speech, resumed: resumes !== null });
}

function wordAfter(args: readonly string[], flag: string): string | null {
  const at = args.indexOf(flag);
  return at < 0 ? null : args[at + 1] ?? null;
}
