/**
 * What the scripted model lets a provider's shell do: the work of a well-behaved agent in one phase, or parts of it.
 *
 * Started as `act.ts PROMPT HOW`; `HOW` is a list of `work`, `signal` and `wrongToken` with commas between. The file of the
 * prompt holds everything that the person's side has said in the conversation.
 *
 * @module
 */

import { readPrompt } from "../fakes/provider/prompt.ts";
import { writeSignal } from "../fakes/provider/signal.ts";
import { rightSignal, work } from "../fakes/provider/walk.ts";

if (import.meta.main) await main(Deno.args);

async function main([path = "", how = ""]: readonly string[]): Promise<void> {
  const prompt = Deno.readTextFileSync(path);
  const read = readPrompt(prompt, "");
  // A request for nothing but the signal comes behind the facts, and tells its token in an example.
  const asked = /"token":"([^"]+)"/.exec(prompt)?.[1];
  const task = { ...read, token: asked ?? read.token };
  for (const part of how.split(",")) {
    switch (part) {
      case "work":
        await work(task, { text: console.log, tool: console.log });
        break;
      case "signal":
        writeSignal(task, rightSignal(task));
        break;
      case "wrongToken":
        writeSignal(task, rightSignal(task), "wrong");
        break;
      default:
        throw new Error(`Cannot act: "${part}" is unknown`);
    }
  }
  console.log(`acted: ${how}`);
}
