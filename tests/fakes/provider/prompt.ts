/**
 * What the fake provider takes out of its prompt.
 *
 * @module
 */

import { earlierStarts } from "./script.ts";
import type { Task } from "./task.ts";

/** Reads a prompt; what a resumed conversation is not told again comes from its earlier starts. */
export function readPrompt(prompt: string, conversation: string): Task {
  const heading = prompt.lastIndexOf("\n# Session Context");
  // A request to a conversation that goes on has no facts, only a token in an example.
  const facts = heading < 0 ? "" : prompt.slice(heading);
  const [, example = null] = /"token":"([^"]+)"/.exec(prompt) ?? [];
  const before = earlierStarts()
    .filter((start) => start.conversation === conversation).at(-1);
  const iteration = Number.parseInt(find(facts, "Iteration") ?? "", 10);
  const quick = Deno.env.get("FAKE_WORKFLOW") === "quick" ||
    /^\|\s*implementation\s*\|\s*done\b/m.test(prompt);
  return {
    sessionDir: find(facts, "Session path") ?? before?.sessionDir ?? "",
    workingDir: find(facts, "Working directory") ?? before?.workingDir ?? "",
    phase: (find(facts, "Phase") ?? before?.phase ?? "").toLowerCase(),
    iteration: iteration > 0 ? iteration : before?.iteration ?? 0,
    token: find(facts, "Signal token") ?? example,
    flowTag: find(facts, "TIMESTAMP_ITERATION") ?? "[000 @ 01-01 00:00]",
    fileStamp: find(facts, "TIMESTAMP_FILE") ?? "01-01-00:00",
    testingRun: find(facts, "Testing run") ?? "",
    workflow: quick || before?.workflow === "quick" ? "quick" : "full",
  };
}

/** The value of the first line `**Label:** value`; bold, backticks and list marks do not matter. */
function find(text: string, label: string): string | null {
  const line = new RegExp(
    `^[ \\t]*(?:[-*+][ \\t]+)?\\**\`?${label}\`?\\**[:=]\\**[ \\t]*(\\S.*?)[ \\t]*$`,
    "im",
  );
  return line.exec(text)?.[1]?.replace(/^`(.*)`$/, "$1") ?? null;
}
