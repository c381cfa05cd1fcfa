/**
 * A program for which nobody wrote an adapter: the person describes how it is started and what its output means.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { Adapter, ProviderEnd, ProviderRequest } from "./adapter.ts";
import { type CommandFields, fieldEvents } from "./command_fields.ts";
import { lastTurn } from "./end.ts";
import { oneLine } from "./json.ts";
import { stderrMessage } from "./stderr.ts";

/** What may stand in braces in a word of the command line. */
export const PLACEHOLDERS = [
  "prompt_file",
  "session",
  "working_dir",
  "model",
  "effort",
  "conversation",
] as const;

/** How a program is started and read; plain data. */
export interface CommandDescription {
  /** Each a word of the command line, or several that belong together. */
  readonly args: readonly (readonly string[])[];
  readonly prompt: "stdin" | "file";
  readonly polite: Adapter["polite"];
  /** What the objects on its standard output mean, one a line; `null`: it tells nothing but its exit code. */
  readonly fields: CommandFields | null;
}

/**
 * Makes the adapter of a described program.
 *
 * Words with a placeholder that has no value are left out, and so are those that belong to them. With `{conversation}` among them a conversation
 * is gone on with; without, the program begins anew each time.
 *
 * @example
 * ```ts
 * import { commandAdapter } from "./command.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = commandAdapter("other", {
 *   args: [["--quiet"], ["--model", "{model}"], ["--file={prompt_file}"]],
 *   prompt: "file",
 *   polite: "SIGTERM",
 *   fields: null,
 * });
 * const { args } = adapter.command({
 *   promptFile: "/s/p.md",
 *   sessionDir: "/s",
 *   workingDir: "/w",
 *   model: null,
 *   effort: null,
 *   maxTurns: null,
 *   conversation: "c",
 *   resumes: null,
 *   title: "t",
 *   maxUsd: null,
 *   inherit: "project",
 *   sandbox: false,
 *   extraArgs: ["--loud"],
 * });
 * assertEquals(args, ["--quiet", "--file=/s/p.md", "--loud"]);
 * ```
 */
export function commandAdapter(
  name: string,
  { args, prompt, polite, fields }: CommandDescription,
): Adapter {
  const names = (key: "conversation" | "cost" | "result") =>
    fields !== null && fields[key] !== null;
  const resumes = names("conversation") &&
    args.flat().some((word) => word.includes("{conversation}"));
  return {
    name,
    executable: name,
    polite,
    reportsCost: names("cost"),
    resumes,
    // Nobody told which of them it reads by itself.
    unreadInstructions: [],
    silent: fields === null,
    command: (request) => ({
      args: [
        ...args.flatMap((words) => filled(words, request)),
        ...request.extraArgs,
      ],
      env: {},
      dropEnv: [],
      stdin: prompt === "stdin" ? "prompt" : "null",
    }),
    wants: () => true,
    events: (line) =>
      fields !== null
        ? fieldEvents(line, fields)
        : line.trim() === ""
        ? []
        : [{ kind: "text", text: line }],
    outcome: (end) => outcome(end, { wantsResult: names("result") }),
    // `:` does nothing in any shell: only the program itself knows how a person talks to it.
    resumeCommand: (conversation) =>
      `: ${name} does not tell how to go on with ${conversation}`,
  };
}

function filled(
  words: readonly string[],
  request: ProviderRequest,
): readonly string[] {
  const values: Record<typeof PLACEHOLDERS[number], string | null> = {
    prompt_file: request.promptFile,
    session: request.sessionDir,
    working_dir: request.workingDir,
    model: request.model,
    effort: request.effort,
    conversation: request.resumes,
  };
  let whole = true;
  const put = words.map((word) =>
    word.replaceAll(/\{([a-z_]+)\}/g, (braced, key) => {
      const place = PLACEHOLDERS.find((one) => one === key);
      if (place === undefined) return braced;
      const value = values[place];
      if (value === null) whole = false;
      return value ?? "";
    })
  );
  return whole ? put : [];
}

function outcome(
  end: ProviderEnd,
  { wantsResult }: { readonly wantsResult: boolean },
): AttemptOutcome {
  const turn = lastTurn(end.events);
  const failed = turn?.result.isError === true;
  if (end.exitCode === 0 && !failed && (turn !== null || !wantsResult)) {
    return { kind: "success" };
  }
  const told = end.events.findLast((event) => event.kind === "error");
  const how = end.signal ?? `exit code ${end.exitCode}`;
  const words = (failed ? turn.result.text : "") ||
    (told?.kind === "error" ? told.message : "") ||
    stderrMessage(end.stderr);
  const missing = end.exitCode === 0 && !failed ? " without a result" : "";
  return {
    kind: "crashed",
    message: oneLine(`${how}${missing}${words === "" ? "" : `: ${words}`}`),
  };
}
