import { assertEquals } from "@std/assert";
import { crashes, limited, neverEnds, saysNothing } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { plans, provider, withEngine } from "./stage.ts";

const both = [provider("claude"), provider("codex")];

/** The service does not answer. */
const unreachable: Act = (start) => {
  start.line(
    start.spec.provider === "codex"
      ? { type: "error", message: "Reconnecting... waiting for network" }
      : { type: "system", subtype: "api_retry", error: "connection_failed" },
  );
  // Longer than a provider is left alone after an outage.
  start.after(20 * 60_000, () => start.exit(1));
};

Deno.test("runLoop() gives up when every provider of the chain is out, however long each takes", () =>
  withEngine(async (stage) => {
    const acts = Array.from({ length: 9 }, () => unreachable);
    const { report, host } = await stage.run(acts, {
      input: { providers: both, maxAttempts: 2 },
    });
    assertEquals([report.reason, report.code], ["failed", 1]);
    assertEquals(host.starts.length <= 6, true);
  }));

Deno.test("runLoop() does not sit out the limit of a provider that this run does not use", () =>
  withEngine(async (stage) => {
    const begun = stage.clock.now();
    await stage.run([(start) => {
      limited(begun + 6 * 3_600_000)(start);
    }], {
      onHost: (host) =>
        stage.clock.after(60_000, () => host.interrupt("interrupt")),
    });
    const { host } = await stage.run([plans], {
      input: { providers: [provider("codex")] },
    });
    assertEquals(host.starts.map(({ spec }) => spec.provider), ["codex"]);
    assertEquals(stage.clock.now() - begun < 600_000, true);
    assertEquals(stage.rows("limit-wait").at(-1)?.ended, "handOver");
  }));

Deno.test("runLoop() asks the provider for the signal that had the conversation", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 5_000;
    const { host } = await stage.run(
      [limited(reset), (start) => {
        start.after(20_000, () => {});
        saysNothing(start);
      }, plans],
      { input: { providers: both } },
    );
    assertEquals(
      host.starts.map(({ spec }) => spec.provider),
      ["claude", "codex", "codex"],
    );
    const rows = stage.rows("attempt-started");
    assertEquals(rows.map(({ type }) => type), [
      "first",
      "redelivery",
      "repair",
    ]);
  }));

Deno.test("runLoop() begins anew where the provider of a conversation is no longer configured", () =>
  withEngine(async (stage) => {
    await stage.run([neverEnds], {
      input: { maxAttempts: 1, providers: [provider("claude")] },
      onHost: (host) =>
        stage.clock.after(120_000, () => host.interrupt("interrupt")),
    });
    await stage.run([crashes(), plans], {
      input: { providers: [provider("codex")], retryDelayMs: 1_000 },
    });
    assertEquals(
      stage.rows("attempt-started").map(({ resumes }) => resumes),
      [null, null, null],
    );
  }));
