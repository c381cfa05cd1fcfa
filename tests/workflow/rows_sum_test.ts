import { assertEquals } from "@std/assert";
import type { NewRow } from "../../lib/workflow/row.ts";
import { readSum, sumOf } from "../../lib/workflow/rows_sum.ts";
import { emptyState } from "../../lib/workflow/state.ts";
import {
  attemptEnded,
  attemptStarted,
  begun,
  decided,
  fold,
  runStarted,
} from "./fixture.ts";

const ROUNDS = 200;
const ROWS = 40;
/** Another one at each run; a failure tells it, and this variable repeats it. */
const SEED = Number(Deno.env.get("SAMOCODE_FUZZ_SEED")) ||
  crypto.getRandomValues(new Uint32Array(1))[0]!;

const ann = { by: "ann", channel: "command" } as const;
const wait = {
  reason: "plan_approval",
  to: "implementation",
  plan: "plan.md",
  planHash: "0",
};
const change = { before: "0", after: "1", fields: { Phase: "planning" } };
const tree = { head: "c0ffee", tree: "7ea", branch: "auth", dirty: false };

/** Rows of all parts of a session, the rare fields among them. */
const rows: readonly NewRow[] = [
  ...begun,
  { ...runStarted, providersChosen: true, stay: true, checks: [] },
  attemptStarted(1),
  attemptStarted(2, { resumes: "token-1" }),
  attemptEnded({ costUsd: 0.1, turns: 3 }),
  attemptEnded({ outcome: { kind: "crashed", message: "Grüße 🙂" } }),
  { kind: "iteration-started", phase: "planning", iteration: 2 },
  decided("investigation", "requirements", { tree, change }),
  decided("planning", "planning", { decision: "hold", wait }),
  decided("planning", "planning", { refused: true, text: "no" }),
  decided("planning", "planning", { decision: "block", needs: "a key" }),
  decided("done", "done", { decision: "finish", tree }),
  {
    kind: "gate-opened",
    ...ann,
    ...wait,
    from: "planning",
    note: "Do\u2028it",
    change: null,
  },
  {
    kind: "request",
    ...ann,
    verb: "say",
    text: '"kind":"run-stopped"',
    from: null,
    to: null,
    change: null,
  },
  {
    kind: "check-ended",
    name: "__proto__",
    command: "true",
    green: false,
    exitCode: null,
    durationMs: 1,
    log: "x.log",
    logHash: "0",
    head: null,
    tree: null,
    failure: "x",
  },
  { kind: "overview-written", overview: "1" },
  {
    kind: "shipped",
    ...ann,
    remote: "origin",
    branch: "auth",
    head: "c0ffee",
    pullRequest: null,
  },
  {
    kind: "lessons-applied",
    ...ann,
    file: "x-lessons.patch",
    hash: "0",
    place: "/repo",
    paths: ["AGENTS.md"],
  },
  {
    kind: "run-stopped",
    reason: "limit",
    code: 6,
    text: "",
    next: null,
    overview: null,
  },
];

/** Numbers from 0 to below 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

Deno.test("readSum() has all of a state, whatever rows led to it in whatever order", () => {
  const random = numbers(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    let state = emptyState;
    for (let i = 0; i < ROWS; i++) {
      state = fold([rows[Math.floor(random() * rows.length)]!], state);
      const written = JSON.stringify(sumOf(state, "1"));
      const sum = readSum(JSON.parse(written), "1");
      assertEquals(sum, { state, whole: true }, `seed ${SEED}`);
    }
  }
});
