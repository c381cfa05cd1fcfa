import { assertEquals } from "@std/assert";
import { codex } from "../../lib/provider/codex.ts";

const nowMs = 1_795_370_400_000; // 2026-11-22 18:00 UTC

function failed(message: string, offsetMinutes?: number) {
  const line = JSON.stringify({ type: "turn.failed", error: { message } });
  return codex.outcome({
    exitCode: 1,
    signal: null,
    events: codex.events(line),
    stderr: "",
    nowMs,
    ...(offsetMinutes === undefined ? {} : { offsetMinutes }),
  });
}

Deno.test("codex.outcome() reads a reset time as local time", () => {
  const message = "You’ve hit your usage limit. Or try again at 7:05 PM.";
  const resetsAtMs = (offsetMinutes?: number) => {
    const outcome = failed(message, offsetMinutes);
    return outcome.kind === "limit" ? outcome.resetsAtMs : null;
  };
  assertEquals(resetsAtMs(), nowMs + 65 * 60_000);
  assertEquals(resetsAtMs(60), nowMs + 5 * 60_000);
  assertEquals(resetsAtMs(-60), nowMs + 125 * 60_000);
  // East of it, 7:05 PM has passed and is tomorrow's.
  assertEquals(resetsAtMs(120), nowMs + (24 * 60 - 55) * 60_000);
});

Deno.test("codex.outcome() knows the limit with a straight apostrophe, too", () => {
  assertEquals(failed("You've hit your usage limit.").kind, "limit");
});

Deno.test("codex.outcome() takes a service that fails without more words for overloaded", () => {
  const words = "Service Unavailable: try later, url: http://127.0.0.1/v1";
  assertEquals(
    failed(`unexpected status 503 ${words}`).kind,
    "overloaded",
  );
});

Deno.test("codex.outcome() calls what it does not know a crash, in the words told", () => {
  assertEquals(failed("something new\nand more"), {
    kind: "crashed",
    message: "something new",
  });
});

Deno.test("codex.outcome() finds the reason of a refusal between the noise", () => {
  const outcome = (exitCode: number, stderr: string) =>
    codex.outcome({ exitCode, signal: null, events: [], stderr, nowMs });
  assertEquals(
    outcome(
      2,
      "Reading additional input from stdin...\nerror: unexpected argument '--foo' found\n\n  tip: x",
    ),
    {
      kind: "badInvocation",
      message: "error: unexpected argument '--foo' found",
    },
  );
  assertEquals(
    outcome(
      1,
      "WARNING: proceeding, even though\n2026-11-24T20:38:45.2Z ERROR manager: failed\nError: no rollout found for thread id 01a2",
    ).kind,
    "badInvocation",
  );
  assertEquals(
    outcome(1, "Reading additional input from stdin...").kind,
    "crashed",
  );
});
