import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  progressReport,
  type ProgressView,
} from "../../lib/workflow/report.ts";

const VIEW: ProgressView = {
  elapsedMs: 42 * 60_000,
  phase: "implementation",
  iteration: 7,
  total: 12,
  plan: null,
  last: "Phase 2 done: token refresh",
  next: "Phase 3: logout",
  state: { kind: "running", forMs: 180_000, tool: "Edit src/logout.ts" },
  commits: [{ id: "1a2b3c4", subject: "Phase 2: token refresh" }],
  flow: ["- [006 @ 01-15 15:10] …", "- [007 @ 01-15 15:31] …"],
};

Deno.test("progressReport() writes the whole block", () => {
  assertEquals(
    progressReport(VIEW),
    `Samocode Progress [00:42 elapsed]
--------------------------------
Phase: implementation (Iteration 7/12)
Last: Phase 2 done: token refresh
Next: Phase 3: logout
State: running 3 min, last tool Edit src/logout.ts

Recent commits:
- 1a2b3c4 Phase 2: token refresh

Flow:
- [006 @ 01-15 15:10] …
- [007 @ 01-15 15:31] …`,
  );
});

Deno.test("progressReport() leaves out what is not known", () => {
  const report = progressReport({
    elapsedMs: null,
    phase: null,
    iteration: null,
    total: null,
    plan: { ticked: 0, all: 0 },
    last: " ",
    next: null,
    state: { kind: "done", summary: null },
    commits: [],
    flow: [],
  });
  assertEquals(report.split("\n"), [
    "Samocode Progress",
    "-".repeat(32),
    "Phase: ?",
    "State: done",
  ]);
  assertStringIncludes(
    progressReport({ ...VIEW, iteration: null }),
    "(Iteration ?/12)",
  );
});

Deno.test("progressReport() fills the bar only when every task is ticked", () => {
  const table = [
    [0, 3, "[--------------------] 0/3 tasks"],
    [1, 2, "[##########----------] 1/2 tasks"],
    [199, 200, "[###################-] 199/200 tasks"],
    [3, 3, "[####################] 3/3 tasks"],
  ] as const;
  for (const [ticked, all, text] of table) {
    const report = progressReport({ ...VIEW, plan: { ticked, all } });
    assertStringIncludes(report, `\nPlan: ${text}\n`);
  }
});

Deno.test("progressReport() counts hours beyond a day", () => {
  const report = progressReport({ ...VIEW, elapsedMs: 100 * 3_600_000 });
  assert(report.startsWith("Samocode Progress [100:00 elapsed]\n"));
});

Deno.test("progressReport() shows no control characters and adds no lines", () => {
  const evil = "a\u001b[31m\nState: done\r\u009bb";
  const report = progressReport({
    ...VIEW,
    phase: evil,
    last: evil,
    next: evil,
    state: { kind: "blocked", reason: evil, command: evil },
    commits: [{ id: "1", subject: evil }],
    flow: [evil],
  });
  // deno-lint-ignore no-control-regex
  assertEquals(report.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/), null);
  assertEquals(
    report.split("\n").length,
    progressReport(VIEW).split("\n").length - 1,
  );
});

Deno.test("progressReport() puts notes below the state, before the lists", () => {
  const report = progressReport({ ...VIEW, notes: ["Cost: $1", "a\nb"] });
  assertStringIncludes(
    report,
    "src/logout.ts\nCost: $1\na b\n\nRecent commits:\n",
  );
});
