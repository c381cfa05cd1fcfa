import { assertEquals, assertThrows } from "@std/assert";
import {
  clockStamp,
  durationText,
  fileStamp,
  flowTag,
  folderDate,
  isoStamp,
  logStamp,
  type Moment,
  textStamp,
} from "../../lib/workflow/timestamps.ts";

const NOON: Moment = { atMs: Date.UTC(2026, 0, 15, 14, 37), offsetMinutes: 0 };

Deno.test("Stamps have the forms of names, text and records", () => {
  assertEquals(fileStamp(NOON), "01-15-14:37");
  assertEquals(textStamp(NOON), "01-15 14:37");
  assertEquals(folderDate(NOON), "26-01-15");
  assertEquals(logStamp(NOON), "01-15-1437");
  assertEquals(clockStamp(NOON), "14:37");
  assertEquals(isoStamp(NOON), "2026-01-15T14:37:00.000+00:00");
});

Deno.test("Stamps are local: the offset may change the day and the year", () => {
  const eve: Moment = {
    atMs: Date.UTC(2025, 11, 31, 23, 30, 1, 5),
    offsetMinutes: 330,
  };
  assertEquals(isoStamp(eve), "2026-01-01T05:00:01.005+05:30");
  assertEquals(folderDate(eve), "26-01-01");
  const west = { ...eve, offsetMinutes: -30 };
  assertEquals(isoStamp(west), "2025-12-31T23:00:01.005-00:30");
});

Deno.test("flowTag() has three digits or more", () => {
  assertEquals(flowTag(1, NOON), "[001 @ 01-15 14:37]");
  assertEquals(flowTag(42, NOON), "[042 @ 01-15 14:37]");
  assertEquals(flowTag(1000, NOON), "[1000 @ 01-15 14:37]");
});

Deno.test("flowTag() throws below 1", () => {
  for (const iteration of [0, -1, 1.5, NaN]) {
    assertThrows(() => flowTag(iteration, NOON), RangeError);
  }
});

Deno.test("isoStamp() agrees with the platform on many days", () => {
  const days = [-1, 0, 59, 60, 11_016, 11_017, 19_782, 20_512, 47_540, 47_541];
  for (const day of days) {
    const atMs = day * 86_400_000 + 12_345_678;
    assertEquals(
      isoStamp({ atMs, offsetMinutes: 0 }).replace("+00:00", "Z"),
      new Date(atMs).toISOString(),
    );
  }
});

Deno.test("isoStamp() is read back as the same time", () => {
  for (const offsetMinutes of [-720, -210, 0, 60, 345, 840]) {
    const atMs = 1_768_483_800_042;
    assertEquals(Date.parse(isoStamp({ atMs, offsetMinutes })), atMs);
  }
});

Deno.test("durationText() uses at most two units, rounded down, and tenths below a second", () => {
  const table = [
    [-5, "0 s"],
    [0, "0 s"],
    [1, "0.1 s"],
    [345, "0.3 s"],
    [999, "0.9 s"],
    [1_000, "1 s"],
    [42_900, "42 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h"],
    [11_520_000, "3 h 12 min"],
    [86_400_000, "1 d"],
    [187_200_000, "2 d 4 h"],
  ] as const;
  for (const [ms, text] of table) assertEquals(durationText(ms), text);
});
