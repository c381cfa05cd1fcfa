import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { BusyError } from "../../lib/errors.ts";
import {
  leaseHeld,
  type LeaseInfo,
  readLeaseInfo,
  takeLease,
} from "../../lib/session/lease.ts";
import { acquireLock } from "../../lib/session/lock.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { lstatOrNull } from "../../lib/system/files.ts";
import { withSession } from "./fixture.ts";

const INFO: LeaseInfo = {
  pid: 4711,
  startTime: "8899",
  run: "r1",
  host: "desk",
  since: "2026-01-15T14:30:00.000+01:00",
  version: "0.1.0",
};

Deno.test("takeLease() holds the session and tells who holds it", () =>
  withSession(async (paths) => {
    assertEquals(readLeaseInfo(paths), null);
    const lease = await takeLease(paths, INFO, clock);
    assert(await leaseHeld(paths, clock));
    assertEquals(readLeaseInfo(paths), INFO);
    lease.release();
    const next = await takeLease(paths, { ...INFO, pid: 4712 }, clock);
    assertEquals(readLeaseInfo(paths)?.pid, 4712);
    next.release();
    assertFalse(await leaseHeld(paths, clock));
  }));

Deno.test("takeLease() names the holder when it is busy", () =>
  withSession(async (paths) => {
    const lease = await takeLease(paths, INFO, clock);
    const error = await assertRejects(
      () => takeLease(paths, { ...INFO, pid: 1 }, clock),
      BusyError,
    );
    assertEquals(
      error.message,
      'Cannot run "26-01-15-pyright-ci": process 4711 on "desk" runs it since 01-15 14:30',
    );
    assertEquals(error.hint, "samocode status 26-01-15-pyright-ci");
    assertEquals(error.exitCode, 3);
    assertEquals(readLeaseInfo(paths), INFO);
    lease.release();
    (await takeLease(paths, INFO, clock)).release();
  }));

Deno.test("takeLease() is busy beside the predecessor, which names nobody", () =>
  withSession(async (paths) => {
    const lock = await acquireLock(paths.lease, { waitMs: 0, clock });
    await assertRejects(
      () => takeLease(paths, INFO, clock),
      BusyError,
      "another process runs it",
    );
    lock?.release();
    (await takeLease(paths, INFO, clock)).release();
  }));

Deno.test("takeLease() starts while somebody looks", () =>
  withSession(async (paths) => {
    const look = await acquireLock(paths.lease, {
      waitMs: 0,
      shared: true,
      clock,
    });
    const lease = takeLease(paths, INFO, clock);
    look?.release();
    (await lease).release();
  }));

Deno.test("takeLease() puts its data in the place of whatever stands there", () =>
  withSession(async (paths) => {
    await Deno.mkdir(`${paths.leaseInfo}/folder`, { recursive: true });
    (await takeLease(paths, INFO, clock)).release();
    assertEquals(readLeaseInfo(paths), INFO);
  }));

Deno.test("leaseHeld() makes no file and needs no right to write", () =>
  withSession(async (paths) => {
    assertFalse(await leaseHeld(paths, clock));
    assertEquals(lstatOrNull(paths.lease), null);
    await Deno.writeTextFile(paths.lease, "", { mode: 0o400 });
    assertFalse(await leaseHeld(paths, clock));
  }));

Deno.test("readLeaseInfo() reads nothing from what is no lease data", () =>
  withSession(async (paths) => {
    for (const text of ["", "{", "null", "[]", '{"pid": "4711"}', "{}"]) {
      await Deno.writeTextFile(paths.leaseInfo, text);
      assertEquals(readLeaseInfo(paths), null);
    }
  }));
