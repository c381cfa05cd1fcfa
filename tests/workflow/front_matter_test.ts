import { assert, assertEquals } from "@std/assert";
import {
  parseWorkflow,
  splitFrontMatter,
} from "../../lib/workflow/front_matter.ts";

const file = (yaml: string) => `---\n${yaml}\n---\nDo one thing.\n`;

function problemsOf(text: string): readonly string[] {
  const reading = parseWorkflow(text, "x");
  return reading.kind === "problems" ? reading.problems : [];
}

Deno.test("parseWorkflow() reads every field of a phase", () => {
  const text = file(`version: 1
start: Plan
phases:
  Plan:
    skill: Planning
    next: [Build, BUILD]
    back: [ build ]
    signals: [Continue, waiting]
    waits: [plan_approval]
    gate: { reason: Plan_Approval, to: Build, onReject: PLAN }
    limit: 10
    profile: Max
    progress: commits
    checks: Forward
    context: [plan_phase, run_label]
    timeout: 90
  build: { signals: [done], limit: 3, final: true }`);
  const reading = parseWorkflow(text, "quick");
  assert(reading.kind === "ok", problemsOf(text).join("\n"));
  assertEquals(reading.workflow, {
    name: "quick",
    start: "plan",
    prompt: "Do one thing.",
    phases: {
      plan: {
        name: "plan",
        skill: "Planning",
        next: ["build"],
        back: ["build"],
        signals: ["continue", "waiting"],
        waits: ["plan_approval"],
        gate: { reason: "plan_approval", to: "build", onReject: "plan" },
        limit: 10,
        profile: "max",
        progress: "commits",
        checks: "forward",
        context: ["plan_phase", "run_label"],
        final: false,
        timeoutMs: 90_000,
      },
      build: {
        name: "build",
        skill: "build",
        next: [],
        back: [],
        signals: ["done"],
        waits: [],
        gate: null,
        limit: 3,
        profile: "",
        progress: "artifacts",
        checks: "none",
        context: [],
        final: true,
        timeoutMs: null,
      },
    },
  });
});

Deno.test("parseWorkflow() keeps the order of the file", () => {
  const names = ["zeta", "alpha", "mid"];
  const rows = names.map((name) => `  ${name}: { limit: 1, signals: [done] }`);
  const reading = parseWorkflow(
    file(`version: 1\nstart: mid\nphases:\n${rows.join("\n")}`),
    "x",
  );
  assert(reading.kind === "ok");
  assertEquals(Object.keys(reading.workflow.phases), names);
});

Deno.test("parseWorkflow() accepts CRLF, a byte order mark and rules in the body", () => {
  const text = file(
    "version: 1\nstart: a\nphases:\n  a: { limit: 1, signals: [done] }",
  ) + "\n---\nmore\n";
  const reading = parseWorkflow(`\uFEFF${text.replaceAll("\n", "\r\n")}`, "x");
  assert(reading.kind === "ok");
  assertEquals(reading.workflow.prompt, "Do one thing.\n\n---\nmore");
});

Deno.test("parseWorkflow() tells a file without a usable front matter", () => {
  const table: readonly (readonly [string, string])[] = [
    ["", 'there is no front matter between two lines "---"'],
    ["# Text", 'there is no front matter between two lines "---"'],
    ["---\nversion: 1\n", 'there is no front matter between two lines "---"'],
    [file("a: [1"), "the front matter is not YAML: "],
    [file("a: 1\na: 2"), "the front matter is not YAML: "],
    [file(`a: ${"[".repeat(50_000)}`), "the front matter is nested too deeply"],
    [file("- a"), "front matter: this is a list, not a mapping"],
    [file(""), "front matter: this is nothing, not a mapping"],
  ];
  for (const [text, problem] of table) {
    assertEquals(problemsOf(text)[0]?.slice(0, problem.length), problem);
  }
});

Deno.test("parseWorkflow() counts lines as the file does", () => {
  const problem = problemsOf(file("version: 1\nstart: a\nstart: b"))[0] ?? "";
  assert(problem.includes("line 4"), problem);
});

Deno.test("parseWorkflow() reports all problems at once, by phase and key", () => {
  const problems = problemsOf(`---
version: 2
begin: plan
phases:
  plan:
    skil: x
    next: build
    back: [1, a]
    signals: [go]
    waits: [tea]
    gate: { reason: plan_approval, too: x }
    limit: ten
    profile: 5
    progress: fast
    checks: [all]
    context: some
    final: perhaps
    timeout: 0
    skill: a/b
  Plan: {}
  two words: {}
  build:
---
`);
  assertEquals(problems, [
    'front matter: "begin" is no key, known are version, start, phases',
    'front matter: "version" is 2, only 1 is known',
    'front matter: "start" is missing',
    'phase "plan": "skil" is no key, did you mean "skill"?',
    'phase "plan": "skill": it contains "/", a name is made of a-z, A-Z, 0-9, ".", "_" and "-"',
    'phase "plan": "timeout" is not a positive number of seconds',
    'phase "plan": "next" is a text, not a list',
    'phase "plan": "back" has more than texts',
    'phase "plan": "signals" has "go", not one of continue, done, blocked, waiting',
    'phase "plan": "waits" has "tea", not one of qa_answers, plan_approval, human_action',
    'phase "plan", gate: "too" is no key, did you mean "to"?',
    'phase "plan", gate: "to" is missing',
    'phase "plan", gate: "onReject" is missing',
    'phase "plan": "limit" is a text, not a number',
    'phase "plan": "profile" is a number, not a text',
    'phase "plan": "progress" has "fast", not one of artifacts, commits',
    'phase "plan": "checks" is a list, not one of none, forward, all',
    'phase "plan": "context" is a text, not a list',
    'phase "plan": "final" is a text, not true or false',
    'phase "plan" is there twice',
    'phase "two words": a name begins with a letter and goes on with at most 39 letters, digits, "_" and "-"',
    'phase "build": this is nothing, not a mapping',
    'phase "build": "limit" is missing',
    'phase "build": "signals" is missing',
    "front matter: there is no master prompt below the front matter",
  ]);
});

Deno.test("parseWorkflow() tells phases that are no mapping", () => {
  const top = "version: 1\nstart: a\n";
  assertEquals(problemsOf(file(top)), [
    'front matter: "phases" is missing or empty',
  ]);
  assertEquals(problemsOf(file(`${top}phases: [a]`)), [
    'front matter: "phases" is a list, not a mapping',
  ]);
  assertEquals(problemsOf(file(`version: one\nstart: 3\nphases: {}`)), [
    'front matter: "version" is a text, not the number 1',
    'front matter: "start" is a number, not a text',
    'front matter: "phases" is missing or empty',
  ]);
});

Deno.test("splitFrontMatter() leaves a rule that is not on the first line", () => {
  assertEquals(splitFrontMatter("\n---\na\n---\n"), {
    yaml: null,
    body: "---\na\n---",
  });
});
