/**
 * What all adapters take for granted.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import type { EventOf } from "../../../lib/provider/end.ts";
import type { ProviderEvent } from "../../../lib/provider/adapter.ts";
import type { AttemptOutcome } from "../../../lib/workflow/outcome.ts";
import { lives } from "../../system/survivors.ts";
import type { Bench, Ended, StartOptions } from "../bench.ts";
import { once, type Reply, run, say } from "../model.ts";
import { eventually, pidIn } from "../wait.ts";
import type { Assumption } from "./assumption.ts";

/** All events of one kind. */
export function eventsOf<K extends ProviderEvent["kind"]>(
  { events }: Ended,
  kind: K,
): readonly EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

/** A reply of the service, however often it is asked, ends the program like this. */
export function endsWith(
  kind: AttemptOutcome["kind"],
  { text, reply, options = {}, look = () => {} }: {
    readonly text: string;
    readonly reply: Reply;
    readonly options?: StartOptions;
    readonly look?: (ended: Ended, bench: Bench) => void;
  },
): Assumption {
  return {
    text: `${text}: ${kind}`,
    async trial(bench) {
      const ended = await bench.run(() => reply, options);
      assertEquals(ended.outcome.kind, kind, describe(ended));
      look(ended, bench);
    },
  };
}

/** What is told of an end that was not expected. */
export function describe({ code, signal, outcome, stderr }: Ended): string {
  const words = "message" in outcome ? outcome.message : "";
  return `${outcome.kind} (${signal ?? code}) ${words} ${stderr.slice(-300)}`;
}

/** The assumptions. */
export const common: readonly Assumption[] = [
  {
    text: "every flag of ours is taken, and a turn that ends well is a success",
    async trial(bench) {
      const ended = await bench.run(() => say("Hello."), {
        request: { effort: "high", maxTurns: 50, maxUsd: 5 },
      });
      assertEquals(ended.outcome, { kind: "success" }, describe(ended));
      assertEquals(eventsOf(ended, "result").length, 1);
      assertEquals(eventsOf(ended, "text").at(-1)?.text, "Hello.");
    },
  },
  {
    text: "a model of our choice is asked for",
    async trial(bench) {
      await bench.run(() => say(), { request: { model: "scripted-1" } });
      assertEquals(bench.api.requests[0]?.model, "scripted-1");
    },
  },
  {
    text: "a long prompt on standard input reaches the model whole",
    async trial(bench) {
      const prompt = `Begin. ${"All work and no play. ".repeat(15_000)}End.`;
      const ended = await bench.run(() => say(), { prompt });
      assertEquals(ended.outcome.kind, "success", describe(ended));
      assert(bench.api.requests[0]?.prompts.at(-1)?.includes(prompt));
    },
  },
  {
    text: "output is one JSON object with a type per line",
    async trial(bench) {
      const { stdout } = await bench.run(once("echo hi"));
      const types = stdout.trimEnd().split("\n")
        .map((line) => typeof JSON.parse(line).type);
      assert(types.length > 3 && types.every((type) => type === "string"));
    },
  },
  {
    text: "a tool call is told when it begins and when it ends",
    async trial(bench) {
      const ended = await bench.run(once("echo hi; exit 3"));
      assertStringIncludes(
        eventsOf(ended, "tool")[0]?.target ?? "",
        "echo hi; exit 3",
      );
      const [result] = eventsOf(ended, "toolResult");
      assertEquals(result?.isError, true);
      assertStringIncludes(result?.text ?? "", "hi");
      assertEquals(ended.outcome.kind, "success", describe(ended));
    },
  },
  {
    text: "the end of a turn tells the tokens of all its requests",
    async trial(bench) {
      const ended = await bench.run(once("echo hi"));
      const { tokens, cumulative } = eventsOf(ended, "result")[0]!;
      assertEquals([tokens?.input, tokens?.output], [200, 40]);
      assertEquals(cumulative, true);
    },
  },
  {
    text:
      "a resumed conversation keeps its id, knows what was said, and goes on counting",
    async trial(bench) {
      const before = await bench.run(() => say("One."), { prompt: "First." });
      const conversation = eventsOf(before, "started")[0]?.conversation ?? "";
      const after = await bench.run(() => say("Two."), {
        prompt: "Second.",
        request: { resumes: conversation },
      });
      assertEquals(after.outcome.kind, "success", describe(after));
      assertEquals(eventsOf(after, "started")[0]?.conversation, conversation);
      const asked = bench.api.requests.at(-1);
      assertEquals(asked?.answers, ["One."]);
      assertStringIncludes(asked?.prompts.join("\n") ?? "", "First.");
      assertEquals(asked?.prompts.at(-1), "Second.");
      assertEquals(eventsOf(after, "result").at(-1)?.tokens?.input, 200);
    },
  },
  {
    text: "a conversation that does not exist is a bad invocation",
    async trial(bench) {
      await refuses(bench, { request: { resumes: crypto.randomUUID() } });
    },
  },
  {
    text:
      "a flag that does not exist is a bad invocation, with the reason on standard error",
    async trial(bench) {
      const ended = await refuses(bench, {
        request: { extraArgs: ["--no-such-flag"] },
      });
      assertEquals(ended.stdout, "");
      assertStringIncludes(ended.stderr, "--no-such-flag");
    },
  },
  {
    text: "what a tool starts inherits the run's mark",
    async trial(bench) {
      const file = join(bench.work, "mark");
      await bench.run(once(`echo "$SAMOCODE_RUN" >${file}`), {
        env: { SAMOCODE_RUN: "the-mark" },
      });
      assertEquals(await Deno.readTextFile(file), "the-mark\n");
    },
  },
  {
    text:
      "the polite signal ends the program and the tool that runs, without a good result",
    async trial(bench) {
      const file = join(bench.work, "tool");
      bench.api.use(() =>
        run(`echo $$ >${file}.tmp; mv ${file}.tmp ${file}; tail -f /dev/null`)
      );
      const running = await bench.start();
      const tool = await pidIn(file);
      Deno.kill(-running.pid, bench.adapter.polite);
      const ended = await running.ended;
      assert(ended.outcome.kind !== "success", describe(ended));
      await eventually(() => !lives(tool));
    },
  },
  {
    text:
      "the repository's AGENTS.md is read, and what we say is not read is not",
    async trial(bench) {
      await Deno.writeTextFile(join(bench.work, "AGENTS.md"), "Agents know.");
      for (const name of bench.adapter.unreadInstructions) {
        await Deno.writeTextFile(join(bench.work, name), "Nobody knows.");
      }
      await bench.run(() => say());
      const said = bench.api.requests[0]?.prompts.join("\n") ?? "";
      assertStringIncludes(said, "Agents know.");
      assert(!said.includes("Nobody knows."));
    },
  },
];

async function refuses(bench: Bench, options: StartOptions): Promise<Ended> {
  const ended = await bench.run(() => say(), options);
  assertEquals(ended.outcome.kind, "badInvocation", describe(ended));
  assertEquals(bench.api.requests.length, 0);
  return ended;
}
