import { assertEquals } from "@std/assert";
import { claudeLimits } from "../../lib/provider/claude_limits.ts";
import { fullWindow } from "../../lib/provider/end.ts";

const windows = {
  five_hour: { status: "rejected", resetsAt: 100, utilization: 1 },
  seven_day: { status: "rejected", resetsAt: 900, utilization: 1 },
  seven_day_opus: { status: "rejected", resetsAt: 2000, utilization: 1 },
};

const rejected = {
  status: "rejected",
  rateLimitType: "five_hour",
  resetsAt: 100,
  isUsingOverage: false,
};

Deno.test("claudeLimits() turns seconds into milliseconds", () => {
  assertEquals(claudeLimits(rejected), [{
    kind: "limit",
    status: "rejected",
    window: "five_hour",
    resetsAtMs: 100_000,
    utilization: null,
  }]);
});

Deno.test("claudeLimits() waits for the last full window that bounds all models", () => {
  const limits = claudeLimits({ ...rejected, unifiedWindows: windows });
  assertEquals(fullWindow(limits)?.window, "seven_day");
  assertEquals(fullWindow(limits)?.resetsAtMs, 900_000);
});

Deno.test("claudeLimits() takes the time from the window where the event has none", () => {
  const info = {
    status: "rejected",
    rateLimitType: "seven_day_opus",
    unifiedWindows: windows,
  };
  assertEquals(claudeLimits(info)[0]?.resetsAtMs, 2_000_000);
});

Deno.test("claudeLimits() does not stop work that goes on as overage", () => {
  const limits = claudeLimits({
    ...rejected,
    isUsingOverage: true,
    unifiedWindows: windows,
  });
  assertEquals(fullWindow(limits), null);
  assertEquals(limits[0]?.status, "warning");
});

Deno.test("claudeLimits() warns and shows how much is used", () => {
  const [limit] = claudeLimits({
    status: "allowed_warning",
    rateLimitType: "five_hour",
    utilization: 0.93,
  });
  assertEquals([limit?.status, limit?.utilization], ["warning", 0.93]);
});

Deno.test("claudeLimits() finds nothing in nothing", () => {
  assertEquals(claudeLimits(null), []);
  assertEquals(claudeLimits({})[0]?.status, "allowed");
});
