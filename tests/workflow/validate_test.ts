import { assert, assertEquals } from "@std/assert";
import { parseWorkflow } from "../../lib/workflow/front_matter.ts";
import type { Phase, Workflow } from "../../lib/workflow/table.ts";
import { validateWorkflow } from "../../lib/workflow/validate.ts";

const PHASE: Phase = {
  name: "",
  skill: "s",
  next: [],
  back: [],
  signals: ["continue"],
  waits: [],
  gate: null,
  limit: 1,
  profile: "standard",
  progress: "artifacts",
  checks: "none",
  context: [],
  final: false,
  timeoutMs: null,
};
const GATE = { reason: "plan_approval", to: "b", onReject: "a" };

/** Two sound phases, `a` to `b`, with something changed. */
function workflow(
  changes: Readonly<Record<string, Partial<Phase>>>,
  start = "a",
): Workflow {
  const sound: Readonly<Record<string, Partial<Phase>>> = {
    a: { next: ["b"] },
    b: { final: true, signals: ["done"] },
  };
  const names = new Set([...Object.keys(sound), ...Object.keys(changes)]);
  const phases = [...names].map((name) =>
    [name, { ...PHASE, name, ...sound[name], ...changes[name] }] as const
  );
  return { name: "x", start, phases: Object.fromEntries(phases), prompt: "p" };
}

const check = (wanted: Workflow) =>
  validateWorkflow(wanted, { skills: ["s", "other"] });

Deno.test("validateWorkflow() accepts a sound table", () => {
  assertEquals(check(workflow({})), []);
  assertEquals(
    check(workflow({
      a: {
        next: ["b", "c"],
        back: ["c"],
        signals: ["continue", "waiting"],
        waits: ["plan_approval"],
        gate: GATE,
      },
      c: { next: ["a"], skill: "other" },
    })),
    [],
  );
});

Deno.test("validateWorkflow() finds each fault", () => {
  const waiting = {
    signals: ["continue", "waiting"],
    waits: ["plan_approval"],
  } as const;
  const reason = { ...GATE, reason: "qa_answers" };
  const table: readonly (readonly [
    Readonly<Record<string, Partial<Phase>>>,
    readonly string[],
  ])[] = [
    [{ c: { next: ["b"] } }, ["it cannot be reached from the start"]],
    [{ a: { next: ["b", "bb"] } }, ['no phase "bb", did you mean "b"?']],
    [{ a: { next: ["b", "constructor"] } }, ['no phase "constructor"']],
    [{ a: { next: ["a", "b"] } }, ["staying is always allowed"]],
    [{ a: { back: ["c"] } }, ['"back" has "c", which is not in "next"']],
    [{ a: { ...waiting, gate: reason } }, ['reason "qa_answers" is not in']],
    [{ a: { ...waiting, gate: { ...GATE, to: "zzzz" } } }, [
      'leads to "zzzz", which is not in "next"',
    ]],
    [{ a: { ...waiting, gate: GATE, back: ["b"] } }, [
      'leads to "b", which is in "back"',
    ]],
    [{ a: { ...waiting, gate: { ...GATE, onReject: "zzzz" } } }, [
      '"onReject" is no phase "zzzz"',
    ]],
    [{ a: { waits: ["qa_answers"] } }, ['"waits" needs the signal "waiting"']],
    [{ a: { signals: ["waiting"] } }, ['signal "waiting" needs "waits"']],
    [{ a: { signals: [] } }, ['"signals" is empty']],
    [{ b: { next: ["a"] } }, ['a final phase has no "next"']],
    [{ b: { signals: ["continue"] } }, ['needs the signal "done"']],
    [{ a: { signals: ["done"] } }, ['"done" is for final phases only']],
    [{ b: { final: false, signals: ["continue"] } }, [
      'no final phase can be reached from the start "a"',
    ]],
    [{ a: { next: ["b", "c"] }, c: {} }, [
      'phase "c": no final phase can be reached from it',
    ]],
    [{ a: { skill: "othr" } }, ['no skill "othr", did you mean "other"?']],
    [{ a: { limit: 0 } }, ['"limit" is 0, not a whole number from 1']],
    [{ a: { limit: 1.5 } }, ['"limit" is 1.5']],
    [{ a: { limit: NaN } }, ['"limit" is NaN']],
    [{ a: { next: ["b", "init"] }, init: { next: ["b"] } }, [
      'phase "init": the name is reserved',
    ]],
  ];
  for (const [changes, expected] of table) {
    const problems = check(workflow(changes));
    assertEquals(problems.length, expected.length, problems.join("\n"));
    for (const [i, part] of expected.entries()) {
      assert(problems[i]?.includes(part), `${problems[i]} lacks ${part}`);
    }
  }
});

Deno.test("validateWorkflow() reports all faults at once", () => {
  const problems = check(workflow({
    a: { next: ["c"], limit: -1, skill: "none", signals: ["done"] },
    b: { next: ["a"] },
  }, "aa"));
  assertEquals(problems.map((text) => text.slice(0, 24)), [
    'the start is no phase "a',
    'phase "a": "next" has no',
    'phase "a": the signal "d',
    'phase "a": there is no s',
    'phase "a": "limit" is -1',
    'phase "b": a final phase',
  ]);
});

Deno.test("validateWorkflow() lets a rejection lead where nothing else does", () => {
  const problems = check(workflow({
    a: {
      signals: ["waiting"],
      waits: ["plan_approval"],
      gate: { ...GATE, onReject: "c" },
    },
    c: { next: ["a"] },
  }));
  assertEquals(problems, []);
});

Deno.test("validateWorkflow() accepts the workflows that ship", () => {
  const root = new URL("../../", import.meta.url);
  const skills = [...Deno.readDirSync(new URL("skills", root))]
    .map(({ name }) => name);
  for (const name of ["workflow.md", "workflow.quick.md"]) {
    const text = Deno.readTextFileSync(new URL(name, root));
    const reading = parseWorkflow(text, name);
    assert(reading.kind === "ok", name);
    assertEquals(validateWorkflow(reading.workflow, { skills }), []);
  }
});
