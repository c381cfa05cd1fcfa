import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { guardCycle } from "../../lib/workflow/cycle_guard.ts";
import { cycleText, type ProgressMark } from "../../lib/workflow/cycles.ts";
import type { Decision } from "../../lib/workflow/decision.ts";
import type { Workflow } from "../../lib/workflow/table.ts";
import { decided, fold, full, phase, prepared } from "./fixture.ts";

function mark(tree: string, rest: Partial<ProgressMark> = {}): ProgressMark {
  return { phase: "implementation", tree, failing: [], ticked: 1, ...rest };
}

const workflow: Workflow = {
  ...full,
  phases: {
    ...full.phases,
    implementation: phase("implementation", {
      next: ["testing", "done"],
      progress: "commits",
    }),
  },
};

function decision(rest: Partial<Decision> = {}): Decision {
  return {
    kind: "repeat",
    rule: "same-phase",
    from: "implementation",
    to: "implementation",
    refused: false,
    text: "",
    needs: null,
    wait: null,
    ...rest,
  };
}

/** Trees of a row of iterations → whether it is a circle. */
const cases: readonly (readonly [readonly ProgressMark[], boolean])[] = [
  [[], false],
  [["a"], false],
  [["a", "a"], false],
  [["a", "a", "a"], true],
  [["a", "a", "a", "b"], false],
  [["a", "b", "a"], false],
  [["a", "b", "a", "b"], true],
  [["a", "b", "b", "a"], false],
  [["x", "a", "b", "a", "b"], true],
].map((
  [trees, circle],
) => [(trees as string[]).map((tree) => mark(tree)), circle as boolean]);

Deno.test("cycleText() sees a standstill, and what is done and undone", () => {
  for (const [marks, circle] of cases) {
    const trees = marks.map(({ tree }) => tree).join(" ");
    assertEquals(cycleText(marks) !== null, circle, trees);
  }
});

Deno.test("cycleText() takes other ticks, other red checks and another phase for progress", () => {
  for (
    const other of [
      { ticked: 2 },
      { failing: ["lint"] },
      { phase: "quality" },
    ]
  ) {
    assertEquals(cycleText([mark("a"), mark("a"), mark("a", other)]), null);
  }
  assertStringIncludes(
    cycleText(Array(3).fill(mark("abc", { failing: ["test"] })))!,
    'Three iterations of "implementation" ended with the very same files (tree abc, red: test, 1 tasks ticked)',
  );
});

Deno.test("guardCycle() tells once, and blocks when it goes on", () => {
  const recent = [mark("a"), mark("a")];
  const first = guardCycle(decision(), {
    workflow,
    state: { recent, nudged: false },
    mark: mark("a"),
  });
  assertEquals([first.kind, first.progress], ["repeat", mark("a")]);
  assert(first.nudge !== undefined);
  const second = guardCycle(decision({ kind: "advance", to: "testing" }), {
    workflow,
    state: { recent, nudged: true },
    mark: mark("a"),
  });
  assertEquals([second.kind, second.rule, second.to], [
    "block",
    "cycle",
    "implementation",
  ]);
  const moved = guardCycle(decision(), {
    workflow,
    state: { recent, nudged: true },
    mark: mark("b"),
  });
  assertEquals([moved.kind, moved.nudge], ["repeat", undefined]);
});

Deno.test("guardCycle() stops no step to the end, no artifacts, no wait, and nothing it cannot see", () => {
  const state = { recent: [mark("a"), mark("a"), mark("a")], nudged: true };
  const left = [
    [decision({ kind: "advance", to: "done" }), mark("a")],
    [
      decision({ from: "testing", to: "testing" }),
      mark("a", { phase: "testing" }),
    ],
    [decision({ kind: "hold" }), mark("a")],
    [decision(), null],
  ] as const;
  for (const [before, its] of left) {
    assertEquals(guardCycle(before, { workflow, state, mark: its }), before);
  }
});

Deno.test("foldRow() keeps four marks, tells the nudge to the next prompt, and forgets both when a person comes", () => {
  const rows = ["a", "b", "c", "d", "e"].map((tree) =>
    decided("implementation", "implementation", { progress: mark(tree) })
  );
  const nudged = decided("implementation", "implementation", {
    progress: mark("f"),
    nudge: "Nothing moves",
  });
  const state = fold([...prepared, ...rows, nudged]);
  assertEquals(state.recent.map(({ tree }) => tree), ["c", "d", "e", "f"]);
  assertEquals([state.nudged, state.note], [true, "Nothing moves"]);
  const freed = fold([{
    kind: "request",
    by: "ann",
    channel: "command",
    verb: "unblock",
    text: "",
    from: null,
    to: null,
    change: null,
  }], state);
  assertEquals([freed.recent, freed.nudged], [[], false]);
});
