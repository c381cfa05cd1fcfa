import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { acquireLock } from "../../lib/session/lock.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { startModule, withSession } from "./fixture.ts";

Deno.test("acquireLock() excludes a second holder until it is released", () =>
  withSession(async ({ sessionLock }) => {
    const first = await acquireLock(sessionLock, { waitMs: 0, clock });
    assert(first !== null);
    assertEquals(await acquireLock(sessionLock, { waitMs: 0, clock }), null);
    first.release();
    first.release();
    const second = await acquireLock(sessionLock, { waitMs: 1_000, clock });
    assert(second !== null);
    second.release();
    assertEquals((await Deno.lstat(sessionLock)).mode! & 0o777, 0o600);
  }));

Deno.test("acquireLock() gets the lock that is freed while it waits", () =>
  withSession(async ({ sessionLock }) => {
    const first = await acquireLock(sessionLock, { waitMs: 0, clock });
    const second = acquireLock(sessionLock, { waitMs: 60_000, clock });
    first?.release();
    const lock = await second;
    assert(lock !== null);
    lock.release();
  }));

Deno.test("acquireLock() shares with others who share, and with nobody else", () =>
  withSession(async ({ lease }) => {
    const shared = { waitMs: 0, shared: true, clock };
    const one = await acquireLock(lease, shared);
    const two = await acquireLock(lease, shared);
    assert(one !== null && two !== null);
    assertEquals(await acquireLock(lease, { waitMs: 0, clock }), null);
    one.release();
    two.release();
    const alone = await acquireLock(lease, { waitMs: 1_000, clock });
    assert(alone !== null);
    alone.release();
  }));

Deno.test("acquireLock() is not held by a process that was killed", () =>
  withSession(async ({ lease }) => {
    const child = startModule("lock_child.ts", [lease]);
    const reader = child.stdout.getReader();
    const told = await reader.read();
    assertEquals(new TextDecoder().decode(told.value).trim(), "held");
    assertEquals(await acquireLock(lease, { waitMs: 0, clock }), null);
    child.kill("SIGKILL");
    await child.status;
    await Promise.all([reader.cancel(), child.stderr.cancel()]);
    const lock = await acquireLock(lease, { waitMs: 1_000, clock });
    assert(lock !== null);
    lock.release();
  }));

Deno.test("acquireLock() locks the file that is there, not one that was removed", () =>
  withSession(async ({ sessionLock }) => {
    const first = await acquireLock(sessionLock, { waitMs: 0, clock });
    const second = acquireLock(sessionLock, { waitMs: 60_000, clock });
    await Deno.remove(sessionLock);
    first?.release();
    const held = await second;
    assert(held !== null);
    assertEquals(await acquireLock(sessionLock, { waitMs: 0, clock }), null);
    held.release();
    const last = await acquireLock(sessionLock, { waitMs: 1_000, clock });
    last?.release();
  }));

Deno.test("acquireLock() refuses a link in the place of the file", () =>
  withSession(async ({ sessionLock, folder }) => {
    await Deno.symlink(`${folder}/elsewhere`, sessionLock);
    await assertRejects(
      () => acquireLock(sessionLock, { waitMs: 0, clock }),
      UserError,
      "it is a link",
    );
  }));
