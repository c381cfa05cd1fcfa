import { assertEquals, assertStringIncludes } from "@std/assert";
import { begin, result } from "../fakes/acts.ts";
import type { Act, Start } from "../fakes/host.ts";
import {
  type EngineStage,
  plans,
  SHOWS_PLAN,
  withEngine,
  writePlan,
} from "./stage.ts";

function calls(start: Start, command: string): void {
  const input = { command };
  start.line({
    type: "assistant",
    message: { content: [{ type: "tool_use", id: "t", name: "Bash", input }] },
  });
}

/** Calls a shell with these commands, then shows a plan. */
function works(commands: readonly string[]): Act {
  return (start) => {
    begin(start);
    for (const command of commands) calls(start, command);
    start.after(5_000, () => {
      writePlan(start);
      start.signal(SHOWS_PLAN);
      result(start);
      start.exit();
    });
  };
}

function atMost(
  { input }: EngineStage,
  maxRepeats: number,
): { readonly clocks: EngineStage["input"]["clocks"] } {
  return { clocks: { ...input.clocks, maxRepeats } };
}

Deno.test("runLoop() ends an attempt that makes the same call again and again, and tells the next one", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run(
      [works(Array(5).fill("ls src")), plans],
      { input: atMost(stage, 4) },
    );
    assertEquals(report.reason, "waiting");
    const [first] = stage.rows("attempt-ended");
    assertEquals(
      first?.outcome.kind === "timeout" && [
        first.outcome.clock,
        first.outcome.message,
      ],
      ["repeat", "the same call again and again: Bash ls src"],
    );
    assertEquals(host.kept.length, 1);
    assertStringIncludes(
      host.starts[1]!.prompt,
      "the same call again and again: Bash ls src",
    );
  }));

Deno.test("runLoop() allows so many of the same call as it is told, and any number of different ones", () =>
  withEngine(async (stage) => {
    const different = Array.from({ length: 30 }, (_, i) => `ls ${i % 2}`);
    const { report, host } = await stage.run(
      [works([...Array(4).fill("ls src"), ...different])],
      { input: atMost(stage, 4) },
    );
    assertEquals([report.reason, host.starts.length], ["waiting", 1]);
  }));
