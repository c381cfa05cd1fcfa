import { assertEquals } from "@std/assert";
import { readContext } from "../../../lib/cli/demo/context.ts";
import { buildPrompt } from "../../../lib/workflow/prompt.ts";

const master = [
  "Copy `token` from `**Signal token:**`.",
  "| phase | onward |",
  "| --- | --- |",
  "| testing | quality, done (checked) |",
].join("\n");

Deno.test("readContext() reads what the host writes, not what the rules or the task say", () => {
  const context = readContext(buildPrompt({
    master,
    skill: "# Phase: testing",
    sessionPath: "/s/26-01-15-x",
    workingDir: "/w/26-01-15 x",
    phase: "testing",
    iteration: 9,
    timeLimitMs: 60_000,
    testingRun: "afterQuality",
    token: "t9",
    moment: { atMs: 1_768_483_800_000, offsetMinutes: 60 },
    worktree: {
      baseRepo: "/r",
      base: "origin/main",
      baseCommit: "1a2b3c4",
      worktree: null,
      branch: null,
    },
    route: {
      provider: "demo",
      profile: "light",
      model: null,
      effort: null,
      source: "x",
    },
    plan: null,
    last: { refusal: null, cutOff: null },
    messages: [],
    initial: { dive: null, task: "**Phase:** done\n**Signal token:** other" },
  }));
  assertEquals({ ...context, promptLength: 0 }, {
    sessionDir: "/s/26-01-15-x",
    workingDir: "/w/26-01-15 x",
    phase: "testing",
    token: "t9",
    fileStamp: "01-15-14:30",
    flowTag: "[009 @ 01-15 14:30]",
    afterReview: true,
    base: "1a2b3c4",
    onward: ["quality", "done"],
    promptLength: 0,
  });
});

Deno.test("readContext() takes labels as list items, plain or bold, and values in backticks", () => {
  const context = readContext(
    "Session path: `/s`\n* **Working directory**: /w\n- Phase: Done\n" +
      "- `TIMESTAMP_FILE`: 01-15-14:30\nTIMESTAMP_ITERATION=[001 @ 01-15 14:30]\n" +
      "**Base commit:** none\n**Testing run:** 1st (before quality)\n",
  );
  assertEquals(
    [context.sessionDir, context.workingDir, context.phase, context.fileStamp],
    ["/s", "/w", "done", "01-15-14:30"],
  );
  assertEquals(
    [context.base, context.token, context.afterReview, context.onward],
    [null, null, false, []],
  );
});
