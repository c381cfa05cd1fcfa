/**
 * Reads what Claude Code tells about the usage limits of a subscription.
 *
 * @module
 */

import type { ProviderEvent } from "./adapter.ts";
import { type Json, numberAt, objectAt, textAt } from "./json.ts";

type LimitEvent = Extract<ProviderEvent, { kind: "limit" }>;

/** Windows that bound all models, so that a second full one stops work too. */
const accountWide = ["five_hour", "seven_day"];

/**
 * The window that decides, then the others.
 *
 * Work that goes on as paid overage is not stopped: then nothing is `rejected`.
 */
export function claudeLimits(info: Json | null): readonly LimitEvent[] {
  if (info === null) return [];
  const windows = objectAt(info, "unifiedWindows");
  const window = textAt(info, "rateLimitType") ?? "usage";
  const own = objectAt(windows, window);
  const told = status(textAt(info, "status"));
  const stopped = told === "rejected" && info["isUsingOverage"] !== true;
  const first: LimitEvent = {
    kind: "limit",
    status: told === "rejected" && !stopped ? "warning" : told,
    window,
    resetsAtMs: resetsAtMs(info) ?? resetsAtMs(own),
    utilization: numberAt(info, "utilization") ?? numberAt(own, "utilization"),
  };
  const others = Object.keys(windows ?? {}).filter((name) => name !== window)
    .map((name): LimitEvent => {
      const other = objectAt(windows, name);
      const full = status(textAt(other, "status"));
      const stops = stopped && accountWide.includes(name);
      return {
        kind: "limit",
        status: full === "rejected" && !stops ? "warning" : full,
        window: name,
        resetsAtMs: resetsAtMs(other),
        utilization: numberAt(other, "utilization"),
      };
    });
  return [first, ...others];
}

function status(told: string | null): LimitEvent["status"] {
  if (told === "allowed" || told === "rejected") return told;
  return told === null ? "allowed" : "warning";
}

/** The program tells seconds. */
function resetsAtMs(json: Json | null): number | null {
  const seconds = numberAt(json, "resetsAt");
  return seconds === null ? null : seconds * 1000;
}
