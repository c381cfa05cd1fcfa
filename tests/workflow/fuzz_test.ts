import { assert, assertEquals } from "@std/assert";
import { parseWorkflow } from "../../lib/workflow/front_matter.ts";
import {
  activePlanPhase,
  parsePlan,
  planFingerprintText,
} from "../../lib/workflow/plan.ts";
import {
  fillAnswers,
  parseQuestions,
  questionsState,
} from "../../lib/workflow/questions.ts";
import { parseSignal, SIGNAL_STATUSES } from "../../lib/workflow/signal.ts";
import { validateWorkflow } from "../../lib/workflow/validate.ts";

const CASES = 2_500;
/** Another one at each run; a failure tells it, and this variable repeats it. */
const SEED = Number(Deno.env.get("SAMOCODE_FUZZ_SEED")) ||
  crypto.getRandomValues(new Uint32Array(1))[0]!;

const PIECES = [
  ..."{}[]\"':,#-`*_|>&!%@~?\\/ \t\n\r\0\uFEFF\u2028\uD800é🙂",
  "\r\n",
  "---\n",
  "```\n",
  "~~~~\n",
  "## Implementation Phases\n",
  "### Phase 1: A\n",
  "### Q1: x\n",
  "**Answer:**",
  "**Profile:** `max`\n",
  "- [ ] ",
  "- [x] ",
  "null",
  "true",
  "-1",
  "1e999",
  '"status":',
  '"__proto__":{}',
  "constructor",
  "phases:\n",
  "final: true\n",
  "*a",
  "&a ",
  "<<: ",
];

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function mutate(text: string, random: () => number): string {
  const pick = (most: number) => Math.floor(random() * (most + 1));
  for (let i = pick(5); i >= 0; i--) {
    const from = pick(text.length);
    const to = from + pick(Math.min(40, text.length - from));
    const piece = PIECES[pick(PIECES.length - 1)] ?? "";
    const inside = text.slice(from, to);
    const changed = [
      "",
      piece,
      inside + piece,
      inside.repeat(1 + pick(3)),
      [...inside].reverse().join(""),
      inside.toUpperCase(),
    ][pick(5)] ?? "";
    text = text.slice(0, from) + changed + text.slice(to);
  }
  return text;
}

/** Runs one check on many mutations of the samples. */
function fuzz(
  name: string,
  samples: readonly string[],
  check: (text: string) => void,
): void {
  Deno.test(`${name} gives a value for whatever it gets`, () => {
    const random = mulberry32(SEED);
    for (let i = 0; i < CASES; i++) {
      const text = mutate(samples[i % samples.length] ?? "", random);
      try {
        check(text);
      } catch (error) {
        const given = JSON.stringify(text);
        throw new Error(`SAMOCODE_FUZZ_SEED=${SEED}, case ${i}: ${given}`, {
          cause: error,
        });
      }
    }
  });
}

const filled = (texts: readonly string[]) =>
  texts.every((text) => text.trim() !== "");

fuzz("parseSignal()", [
  '{"status":"continue","phase":"testing","summary":"s","token":"t"}',
  '{"status":"waiting","for":"qa_answers","waiting_for":null,"token":"t"}',
  '{"status":"blocked","reason":"r","needs":"environment"}',
  "{}",
  "",
], (text) => {
  const reading = parseSignal(text, { token: "t" });
  if (reading.kind !== "valid") {
    assert(reading.reason.length > 0 && reading.reason.length < 1_000);
    return;
  }
  assert(SIGNAL_STATUSES.includes(reading.signal.status));
  for (const value of Object.values(reading.signal)) {
    assertEquals(typeof value, "string");
  }
});

fuzz("parsePlan()", [
  "# P\n\n## Implementation Phases\n\n### Phase 1: A\n\n**Profile:** `max`\n**Files:**\n- `a/**`\n\n- [x] a\n- [ ] b\n\n### Phase 2b: B\n- [ ] c\n\n## Notes\n",
  "## Implementation Phases\r\n### Phase 1: A\r\n```\r\n- [ ] x\r\n```\r\n- [X] y\r\n",
], (text) => {
  const plan = parsePlan(text);
  assert(filled(plan.problems));
  assert(plan.phases.length > 0 || plan.problems.length > 0);
  const tasks = plan.phases.flatMap((phase) => phase.tasks);
  assertEquals(plan.all, tasks.length);
  assertEquals(plan.ticked, tasks.filter(({ done }) => done).length);
  assertEquals(activePlanPhase(plan) === null, plan.ticked === plan.all);
  const unix = text.replaceAll("\r", "");
  const print = planFingerprintText(unix);
  assertEquals(planFingerprintText(unix.replaceAll("\n", "\r\n")), print);
  assertEquals(parsePlan(print).ticked, 0);
});

fuzz("parseQuestions()", [
  "### Q1: Which?\nA) x\nB) y\n**Suggestion:** A - z\n**Answer:** _waiting_\n\n### Q2: How?\n**Answer:** so\n",
  "# Q\r\n### Q1: a\r\n**Answer:**\r\nbelow\r\n---\r\n### Q2: b\r\n**Suggestion:** s\r\n**Answer:**\r\n",
], (text) => {
  const questions = parseQuestions(text);
  assertEquals(questionsState(text) === "none", questions.length === 0);
  for (const { id, answer } of questions) {
    assert(/^Q\d+$/.test(id) && answer !== "");
  }
  const { text: after, filled: ids, problems } = fillAnswers(
    text,
    { Q1: "A", "2": "some\ntext" },
    { acceptSuggestions: true },
  );
  assert(filled(problems) && ids.length + problems.length > 0);
  const lines = text.split("\n");
  const changed = after.split("\n").filter((line, i) => line !== lines[i]);
  assertEquals(after.split("\n").length, lines.length);
  assert(
    changed.length <= ids.length && changed.every((l) => /answer:/i.test(l)),
  );
});

fuzz("parseWorkflow()", [
  "---\nversion: 1\nstart: plan\nphases:\n  plan: { next: [work], signals: [continue, waiting], waits: [plan_approval], gate: { reason: plan_approval, to: work, onReject: plan }, limit: 3 }\n  work:\n    skill: work\n    signals: [done]\n    final: true\n    limit: 2\n    timeout: 60\n---\nText\n",
  "---\r\nversion: 1\r\nstart: a\r\nphases:\r\n  a: { signals: [done, blocked], final: true, limit: 1, profile: max, progress: commits, checks: all, context: [run_label] }\r\n---\r\nText",
], (text) => {
  const reading = parseWorkflow(text, "fuzz");
  if (reading.kind === "problems") {
    assert(reading.problems.length > 0 && filled(reading.problems));
  } else {
    const skills = ["plan", "work", "a"];
    assert(filled(validateWorkflow(reading.workflow, { skills })));
  }
});
