import { assert, assertEquals } from "@std/assert";
import { columns, tableRoom } from "../../../lib/cli/look/columns.ts";

const ROWS = [
  ["SESSION", "ITER", "STATE", "NEXT"],
  ["26-01-15-auth", "7", "waiting: plan approval", "samocode approve auth"],
  ["26-01-15-x", "12", "running 3 min", ""],
];

Deno.test("columns() goes on below between columns, at the same one in each row", () => {
  assertEquals(columns(ROWS, [1], { width: 50 }), [
    "SESSION        ITER  STATE\n    NEXT",
    "26-01-15-auth     7  waiting: plan approval\n    samocode approve auth",
    "26-01-15-x       12  running 3 min",
  ]);
  assertEquals(columns(ROWS, [1], { width: 32 }), [
    "SESSION        ITER\n    STATE\n    NEXT",
    "26-01-15-auth     7\n    waiting: plan approval\n    samocode approve auth",
    "26-01-15-x       12\n    running 3 min",
  ]);
});

Deno.test("columns() is one line for each row where there is room, or no terminal", () => {
  const whole = columns(ROWS, [1]);
  assertEquals(whole.every((line) => !line.includes("\n")), true);
  const widest = Math.max(...whole.map((line) => line.length));
  assertEquals(columns(ROWS, [1], { width: widest }), whole);
  assert(columns(ROWS, [1], { width: widest - 1 })[1]!.includes("\n"));
  for (
    const terminal of [
      { isTerminal: false, columns: 40 },
      // Some tell nothing of their size.
      { isTerminal: true, columns: 0 },
    ]
  ) assertEquals(columns(ROWS, [1], tableRoom(terminal)), whole);
});

Deno.test("columns() cuts a cell that no line can hold, and never a command", () => {
  const long = "a very long decision of the host";
  const command = "samocode approve 26-01-15-auth --config /home/ann/app";
  assertEquals(
    columns([["1", long, command]], [], { width: 24 }),
    [`1  a very long decisio…\n    ${command}`],
  );
});
