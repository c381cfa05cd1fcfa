import { assertEquals } from "@std/assert";
import { resetTimeMs } from "../../lib/provider/reset_time.ts";

const nowMs = Date.UTC(2026, 10, 22, 18, 0);

function found(text: string, offsetMinutes = 0): string | null {
  const ms = resetTimeMs(text, { nowMs, offsetMinutes });
  return ms === null ? null : new Date(ms).toISOString().slice(0, 16);
}

Deno.test("resetTimeMs() reads every recorded way to tell a time", () => {
  assertEquals(found("or try again at 7:05 PM."), "2026-11-22T19:05");
  assertEquals(
    found("or try again at Nov 23rd, 2026 2:13 AM."),
    "2026-11-23T02:13",
  );
  assertEquals(found("limit · resets 2:13am (UTC)"), "2026-11-23T02:13");
  assertEquals(found("resets Nov 26, 1:33pm (UTC)"), "2026-11-26T13:33");
});

Deno.test("resetTimeMs() takes a named zone before the local one", () => {
  assertEquals(found("resets 2:13am (UTC)", -480), "2026-11-23T02:13");
  assertEquals(found("resets 2:13am", -480), "2026-11-23T10:13");
  assertEquals(
    found("try again at Nov 23rd, 2026 2:13 AM.", 60),
    "2026-11-23T01:13",
  );
});

Deno.test("resetTimeMs() takes the minute that just passed for now, not for tomorrow", () => {
  assertEquals(found("resets 5:59pm"), "2026-11-22T17:59");
  assertEquals(found("resets 5:30pm"), "2026-11-23T17:30");
});

Deno.test("resetTimeMs() finds the year of a date without one", () => {
  assertEquals(found("resets Jan 2, 1am (UTC)"), "2027-01-02T01:00");
  assertEquals(found("resets Nov 21, 12am (UTC)"), "2026-11-21T00:00");
});

Deno.test("resetTimeMs() reads noon, midnight and leap days", () => {
  assertEquals(found("resets 12pm"), "2026-11-23T12:00");
  assertEquals(found("resets 12:30am"), "2026-11-23T00:30");
  assertEquals(found("again at Feb 29th, 2028 1:00 AM"), "2028-02-29T01:00");
  assertEquals(found("again at Mar 1st, 2100 1:00 AM"), "2100-03-01T01:00");
});

Deno.test("resetTimeMs() finds no time where none is", () => {
  const texts = [
    "try again later.",
    "Please try again in 1.5s.",
    "again at 13:00 PM",
    "again at 7:75 PM",
    "again at Foo 3rd, 2026 1:00 AM",
    "",
  ];
  for (const text of texts) assertEquals(found(text), null, text);
});
