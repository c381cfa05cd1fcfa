/**
 * What the adapter of Claude Code takes for granted.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { isRoot } from "../../../lib/system/self.ts";
import { writeFile } from "../files.ts";
import { run, say, sequence } from "../model.ts";
import type { Assumption } from "./assumption.ts";
import { claudeEnds } from "./claude_ends.ts";
import { common, describe, eventsOf } from "./common.ts";

const starts: readonly Assumption[] = [
  {
    text:
      "the conversation has the id that we chose; model, version and login are told",
    async trial(bench) {
      const conversation = crypto.randomUUID();
      const ended = await bench.run(() => say(), { request: { conversation } });
      const [started] = eventsOf(ended, "started");
      assertEquals(started?.conversation, conversation);
      assertEquals(started?.version, bench.installed.version);
      assertEquals(started?.login, "ANTHROPIC_API_KEY");
      assertStringIncludes(started?.model ?? "", "claude");
    },
  },
  {
    text: "tools that outlive a result or leave the folder are not offered",
    async trial(bench) {
      await bench.run(() => say());
      const tools = bench.api.requests[0]?.tools ?? [];
      assert(tools.includes("Bash"), tools.join(" "));
      const found = tools.filter((name) =>
        /^(ScheduleWakeup|Monitor|Cron|EnterWorktree|ExitWorktree|SendMessage)/
          .test(name)
      );
      assertEquals(found, []);
    },
  },
  {
    text:
      "root may not work with full rights unless it is told that this is a sandbox: badInvocation",
    async trial(bench) {
      if (!isRoot()) return;
      const ended = await bench.run(() => say(), { env: { IS_SANDBOX: "" } });
      assertEquals(ended.outcome.kind, "badInvocation", describe(ended));
    },
  },
  {
    text: "the repository's settings and CLAUDE.md count, the person's do not",
    async trial(bench) {
      const hook = (name: string) =>
        JSON.stringify({
          hooks: {
            SessionStart: [{
              hooks: [{
                type: "command",
                command: `touch ${join(bench.home, name)}`,
              }],
            }],
          },
        });
      const { home, work } = bench;
      await writeFile(join(home, ".claude/settings.json"), hook("person"));
      await writeFile(join(home, ".claude/CLAUDE.md"), "The person's.");
      await writeFile(join(work, ".claude/settings.json"), hook("repository"));
      await writeFile(join(work, "CLAUDE.md"), "The repository's.");
      await bench.run(() => say());
      const names = [...Deno.readDirSync(home)].map(({ name }) => name);
      assert(names.includes("repository"), "the repository's hook did not run");
      assert(!names.includes("person"), "the person's hook did run");
      const said = bench.api.requests[0]?.prompts.join("\n") ?? "";
      assertStringIncludes(said, "The repository's.");
      assert(!said.includes("The person's."), "the person's CLAUDE.md is read");
    },
  },
  {
    text:
      "a tool call that the settings deny is told in the result, which is a good one",
    async trial(bench) {
      await writeFile(
        join(bench.work, ".claude/settings.json"),
        JSON.stringify({ permissions: { deny: ["Bash(rm *)"] } }),
      );
      const ended = await bench.run(sequence(run("rm -rf nothing"), say()));
      assertEquals(ended.outcome.kind, "success", describe(ended));
      assertEquals(eventsOf(ended, "result")[0]?.denials, ["Bash"]);
    },
  },
  {
    text:
      "the end of a turn tells what the conversation cost so far, and its turns",
    async trial(bench) {
      const first = await bench.run(() => say());
      const [before] = eventsOf(first, "result");
      const after = await bench.run(() => say(), {
        request: { resumes: eventsOf(first, "started")[0]?.conversation ?? "" },
      });
      const costUsd = eventsOf(after, "result").at(-1)?.costUsd ?? 0;
      assert((before?.costUsd ?? 0) > 0, "no cost");
      assert(costUsd > (before?.costUsd ?? 0), "the cost does not add up");
      assertEquals(before?.turns, 1);
    },
  },
];

/** The assumptions. */
export const claudeContract: readonly Assumption[] = [
  ...common,
  ...starts,
  ...claudeEnds,
];
