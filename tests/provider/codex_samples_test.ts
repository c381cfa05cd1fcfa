import { assertEquals } from "@std/assert";
import { codex } from "../../lib/provider/codex.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";
import { type HowEnded, sampleNames, sampleOutcome } from "./recorded.ts";

const version = "codex/0.169.0";

/** How the program of each sample ended, and what that was. */
const expected: Readonly<
  Record<string, readonly [HowEnded, AttemptOutcome["kind"]]>
> = {
  400: [1, "crashed"],
  401: [1, "login"],
  403: [1, "login"],
  404: [1, "unknownModel"],
  429: [1, "overloaded"],
  500: [1, "overloaded"],
  503: [1, "overloaded"],
  env: [0, "success"],
  "fail-die-after-tool": ["SIGTERM", "network"],
  "fail-die-mid": [1, "network"],
  "fail-die-once": [0, "success"],
  "fail-die-server": ["SIGTERM", "network"],
  "failed-context": [1, "contextFull"],
  "failed-overloaded": [1, "overloaded"],
  "failed-quota": [1, "billing"],
  "failed-ratelimit": [1, "overloaded"],
  "hang-headers": ["SIGTERM", "network"],
  "hang-mid": ["SIGTERM", "network"],
  "hang-noheaders": ["SIGTERM", "crashed"],
  incomplete: [1, "crashed"],
  leftover: [0, "success"],
  "netdown-bounded": [1, "network"],
  "netdown-long": ["SIGTERM", "network"],
  nokey: [1, "login"],
  notincluded: [1, "billing"],
  "o-fail": [1, "crashed"],
  ok: [0, "success"],
  "once-429": [0, "success"],
  quota: [1, "billing"],
  reason: [0, "success"],
  ro: [0, "success"],
  schema: [0, "success"],
  "schema-no": [0, "success"],
  "short-fail-401": [1, "login"],
  "short-fail-500": [1, "overloaded"],
  "short-fail-die-server": ["SIGTERM", "network"],
  "short-fail-hang-headers": [1, "network"],
  "short-fail-hang-noheaders": ["SIGTERM", "crashed"],
  "tool-error": [0, "success"],
  usage: [1, "limit"],
  "usage-noreset": [1, "limit"],
  "usage-soon": [1, "limit"],
  "warn-usage": [0, "success"],
  wsw: [0, "success"],
  "yield-tool": [0, "success"],
};

Deno.test("codex.outcome() classifies every recorded end", () => {
  const found = sampleNames(version).map((name) => {
    const [ended] = expected[name] ?? ["nothing expected"];
    const sample = `${version}/${name}`;
    return [name, [ended, sampleOutcome(codex, { sample, ended }).kind]];
  });
  assertEquals(Object.fromEntries(found), expected);
});

Deno.test("codex.outcome() takes no good result for success unless the exit code is 0", () => {
  const sample = `${version}/ok`;
  assertEquals(
    [0, 1, "SIGTERM"].map((ended) =>
      sampleOutcome(codex, { sample, ended }).kind
    ),
    ["success", "crashed", "crashed"],
  );
});

Deno.test("codex.outcome() tells when a usage limit ends where the sentence says it", () => {
  const resetsAtMs = (name: string) => {
    const sample = `${version}/${name}`;
    const outcome = sampleOutcome(codex, { sample, ended: 1 });
    return outcome.kind === "limit" ? outcome.resetsAtMs : "no limit";
  };
  assertEquals(
    ["usage-soon", "usage", "usage-noreset"].map(resetsAtMs),
    // 2026-11-22 19:05 and 2026-11-23 02:13, local time being UTC.
    [1_795_374_300_000, 1_795_399_980_000, undefined],
  );
});

Deno.test("codex.outcome() unwraps an answer of the service", () => {
  const sample = `${version}/400`;
  assertEquals(sampleOutcome(codex, { sample, ended: 1 }), {
    kind: "crashed",
    message: "mock says no",
  });
});
