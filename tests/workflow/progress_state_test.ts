import { assertEquals } from "@std/assert";
import {
  type ProgressState,
  stateText,
} from "../../lib/workflow/progress_state.ts";

const NOON = { atMs: Date.UTC(2026, 0, 15, 5), offsetMinutes: 0 };

Deno.test("stateText() says why, and what to type", () => {
  const table: readonly (readonly [ProgressState, string])[] = [
    [{ kind: "running", forMs: 59_000, tool: null }, "running 59 s"],
    [
      { kind: "limit", until: NOON, leftMs: 7_920_000 },
      "limit until 05:00 (2 h 12 min)",
    ],
    [
      { kind: "limit", until: NOON, leftMs: 187_200_000 },
      "limit until 01-15 05:00 (2 d 4 h)",
    ],
    [
      { kind: "limit", until: null, leftMs: 300_000 },
      "limit, reset unknown, next attempt in 5 min",
    ],
    [
      { kind: "waiting", reason: "qa_answers", command: "samocode answer x" },
      "waiting: answers to its questions → samocode answer x",
    ],
    [
      { kind: "blocked", reason: "red", command: "samocode unblock x" },
      "blocked: red → samocode unblock x",
    ],
    [
      { kind: "blocked", reason: "red", command: null, stays: true },
      "blocked, its run stays: red",
    ],
    [
      { kind: "stopped", reason: "interrupted", command: null },
      "stopped: interrupted",
    ],
    [{ kind: "done", summary: "all in" }, "done: all in"],
    [
      {
        kind: "running",
        forMs: 180_000,
        tool: "Bash",
        note: "silent for 2 min",
      },
      "running 3 min, last tool Bash, silent for 2 min",
    ],
    [
      { kind: "unknown", reason: "odd", command: "samocode verify x" },
      "unknown: odd → samocode verify x",
    ],
  ];
  for (const [state, text] of table) assertEquals(stateText(state), text);
});
