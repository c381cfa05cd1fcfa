import { assertEquals } from "@std/assert";
import { claude } from "../../lib/provider/claude.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";
import { type HowEnded, sampleNames, sampleOutcome } from "./recorded.ts";

const version = "claude/2.1.330";

/** How the program of each sample ended, and what that was. */
const expected: Readonly<
  Record<string, readonly [HowEnded, AttemptOutcome["kind"]]>
> = {
  400: [1, "crashed"],
  "401-full": [1, "login"],
  403: [1, "login"],
  404: [1, "unknownModel"],
  "429-full": [1, "overloaded"],
  "429-once": [0, "success"],
  "500-full": [1, "overloaded"],
  "529-fallback": [1, "overloaded"],
  "529-full": [1, "overloaded"],
  "529-once": [0, "success"],
  "529-retries2": [1, "overloaded"],
  "apikey-warn": [0, "success"],
  ask: [0, "success"],
  "background-bash-600s": [0, "success"],
  "background-bash-killed": [143, "crashed"],
  "background-bash-two-results": [0, "success"],
  badresume: [1, "badInvocation"],
  "bg-disabled": [0, "success"],
  credit: [1, "billing"],
  cron: [0, "success"],
  "die-after-tool": [1, "network"],
  "die-once": [0, "success"],
  "die-server": [1, "network"],
  "hang-headers": [143, "crashed"],
  "hang-headers-short": [143, "crashed"],
  "hang-mid": [0, "success"],
  "hang-noheaders": [143, "network"],
  "hang-noheaders-short": [1, "network"],
  leftover: [0, "success"],
  "max-budget": [1, "budgetLimit"],
  "max-tokens": [1, "crashed"],
  "max-turns": [1, "turnLimit"],
  missingplugin: [0, "success"],
  "monitor-stays-alive": [143, "crashed"],
  nopersist: [0, "success"],
  "oauth-401": [1, "login"],
  "oauth-allowed": [0, "success"],
  "oauth-usage": [1, "limit"],
  "oauth-warn": [0, "success"],
  "oauth-weekly": [1, "limit"],
  ok: [0, "success"],
  "parallel-tools": [0, "success"],
  "permission-denied": [0, "success"],
  refusal: [1, "refused"],
  "root-refused": [1, "badInvocation"],
  "schedulewakeup-stays-alive": [143, "crashed"],
  "sig-hang-HUP": [129, "crashed"],
  "sig-hang-INT": [0, "crashed"],
  "sig-hang-TERM": [143, "crashed"],
  "sig-tool-HUP": [129, "crashed"],
  "sig-tool-INT": [0, "crashed"],
  "sig-tool-KILL": ["SIGKILL", "crashed"],
  "sig-tool-TERM": [143, "crashed"],
  "sse-overloaded": [0, "success"],
  structured: [0, "success"],
  "structured-no": [0, "success"],
  subagent: [0, "success"],
  "subagent-background": [0, "success"],
  "subagent-foreground": [0, "success"],
  "tool-error": [0, "success"],
  toolong: [1, "contextFull"],
  "unknown-model": [0, "success"],
  usage: [1, "overloaded"],
  weekly: [1, "overloaded"],
};

Deno.test("claude.outcome() classifies every recorded end", () => {
  const found = sampleNames(version).map((name) => {
    const [ended] = expected[name] ?? ["nothing expected"];
    const sample = `${version}/${name}`;
    return [name, [ended, sampleOutcome(claude, { sample, ended }).kind]];
  });
  assertEquals(Object.fromEntries(found), expected);
});

Deno.test("claude.outcome() takes no good result for success unless the exit code is 0", () => {
  const sample = `${version}/ok`;
  assertEquals(
    [0, 1, 143, "SIGKILL"].map((ended) =>
      sampleOutcome(claude, { sample, ended }).kind
    ),
    ["success", "crashed", "crashed", "crashed"],
  );
});

Deno.test("claude.outcome() takes no exit code 0 for success without a good result", () => {
  const samples = ["sig-hang-INT", "hang-headers", "oauth-401", "529-full"];
  assertEquals(
    samples.map((name) =>
      sampleOutcome(claude, { sample: `${version}/${name}`, ended: 0 }).kind
    ),
    ["crashed", "crashed", "login", "overloaded"],
  );
});

Deno.test("claude.outcome() tells when a usage limit ends, in epoch ms", () => {
  const limit = (name: string) =>
    sampleOutcome(claude, { sample: `${version}/${name}`, ended: 1 });
  assertEquals(limit("oauth-usage"), {
    kind: "limit",
    window: "five_hour",
    resetsAtMs: 1_795_400_000_000,
    message: "You've hit your 5-hour limit · resets 2:13am (UTC)",
  });
  assertEquals(limit("oauth-weekly"), {
    kind: "limit",
    window: "seven_day",
    resetsAtMs: 1_795_700_000_000,
    message: "You've hit your weekly limit · resets Nov 26, 1:33pm (UTC)",
  });
});
