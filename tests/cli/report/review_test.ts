import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  bars,
  type Review,
  type ReviewIteration,
} from "../../../lib/cli/report/review.ts";
import { reviewHtml } from "../../../lib/cli/report/review_html.ts";
import { reviewText } from "../../../lib/cli/report/review_text.ts";
import { noSpending } from "../../../lib/workflow/spending.ts";

function iteration(
  number: number,
  spending: Partial<ReviewIteration["spending"]>,
): ReviewIteration {
  return {
    number,
    phase: "implementation",
    spending: { ...noSpending, attempts: 1, ...spending },
    attempts: number,
    decision: "again",
  };
}

const review: Review = {
  name: "26-01-15-auth",
  state: "waiting: test changes → samocode approve x --accept-test-changes",
  task: 'Say <b>hello</b> & "bye"\u001b[31m',
  facts: [["Phase", "testing"]],
  plan: {
    file: "p.md",
    hash: "0123456789abcdef",
    phases: [{ title: "1. One", ticked: 1, all: 2 }],
  },
  gates: [{
    when: "2026-01-15 14:30",
    words: "plan approval opened by samocode via auto: p.md (0123456789ab)",
    unread: true,
  }],
  iterations: [
    iteration(1, { costUsd: 0.5, durationMs: 60_000 }),
    iteration(2, { costUsd: 1, durationMs: 1_000 }),
  ],
  total: { ...noSpending, attempts: 2, costUsd: 1.5 },
  commits: [{ id: "abc1234", subject: "<script>alert(1)</script>" }],
  checks: [{
    name: "test",
    command: "make test",
    state: "red",
    words: "2026-01-15 14:30, on these very files",
  }],
  tests: {
    words: "abc..def, since the plan was approved",
    findings: [
      {
        name: "test-removed",
        place: "a_test.ts:3",
        text: '"adds" is gone',
        accepted: false,
      },
      {
        name: "ci-changed",
        place: ".gitlab-ci.yml",
        text: "new",
        accepted: true,
      },
    ],
    oldTests: "red: check test",
    outside: ["x'y"],
  },
  openEnds: ["Nobody read this plan"],
};

Deno.test("reviewText() tells everything in order", () => {
  const text = reviewText(review);
  const headings = text.split("\n")
    .filter((_, i, lines) => /^-{3,}$/.test(lines[i + 1] ?? ""));
  assertEquals(headings, [
    "Open ends",
    "Task",
    "Plan",
    "Gates",
    "Iterations",
    "Checks",
    "Tests and checks compared",
    "Commits",
  ]);
  for (
    const line of [
      "- 2026-01-15 14:30 plan approval opened by samocode via auto: p.md (0123456789ab): nobody read this plan",
      "001  implementation             1 min       0  $0.50  ##########            again",
      "002  implementation  1 s (2 attempts)       0  $1.00  ####################  again",
      "- test (make test): red, 2026-01-15 14:30, on these very files",
      '- test-removed a_test.ts:3: "adds" is gone',
      "- ci-changed .gitlab-ci.yml: new (accepted)",
      "Files outside of the plan: x'y",
    ]
  ) assertStringIncludes(text, line);
  assert(!text.includes("\u001b"));
});

Deno.test("reviewHtml() is one page that runs nothing and loads nothing", () => {
  const html = reviewHtml(review);
  assertStringIncludes(
    html,
    "Say &lt;b&gt;hello&lt;/b&gt; &amp; &quot;bye&quot;",
  );
  assertStringIncludes(html, "&lt;script&gt;alert(1)&lt;/script&gt;");
  assertStringIncludes(html, "x&#39;y");
  assertStringIncludes(html, "nobody read this plan");
  assert(!/<script|<link|<img|<iframe|https?:|url\(|@import/.test(html));
  assert(!html.includes("\u001b"));
  assertStringIncludes(html, "prefers-color-scheme: dark");
  assertStringIncludes(html, 'name="viewport"');
});

Deno.test("reviewHtml() opens and closes every element", () => {
  const open: string[] = [];
  const body = reviewHtml(review).replace(/<style>[^]*<\/style>/, "");
  for (
    const [, end, name = ""] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)
  ) {
    if (["meta", "br"].includes(name)) continue;
    if (end === "") open.push(name);
    else assertEquals(open.pop(), name);
  }
  assertEquals(open, []);
});

Deno.test("bars() stand for money, else for tokens, else for time", () => {
  assertEquals(bars(review.iterations), { kind: "cost", lengths: [0.5, 1] });
  const tokens = { input: 3, output: 1, cacheRead: 100, cacheWrite: 0 };
  const told = [iteration(1, { tokens, unpriced: 1 }), iteration(2, {})];
  assertEquals(bars(told), { kind: "tokens", lengths: [1, 0] });
  assertEquals(bars([iteration(1, { durationMs: 5 })]), {
    kind: "time",
    lengths: [1],
  });
  assertEquals(bars([]), { kind: "time", lengths: [] });
});
