import { assert, assertEquals } from "@std/assert";
import { lockLate } from "../../lib/session/late_lock.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { openPlain } from "../../lib/system/plain_file.ts";
import { withSession } from "./fixture.ts";

const open = (path: string) => openPlain(path, { append: true, create: true })!;

Deno.test("lockLate() gives a free lock at once", () =>
  withSession(async ({ lease: path }) => {
    const file = open(path);
    assertEquals(await lockLate(file, { path, waitMs: 60_000, clock }), file);
    file.close();
  }));

Deno.test("lockLate() gives up, and goes on with the same wait later", () =>
  withSession(async ({ lease: path }) => {
    const holder = open(path);
    holder.lockSync(true);
    const first = open(path);
    assertEquals(await lockLate(first, { path, waitMs: 1, clock }), null);
    const second = lockLate(open(path), { path, waitMs: 60_000, clock });
    holder.close();
    assertEquals(await second, first);
    first.close();
  }));

Deno.test("lockLate() frees a lock that comes when nobody wants it", () =>
  withSession(async ({ lease: path }) => {
    const holder = open(path);
    holder.lockSync(true);
    assertEquals(await lockLate(open(path), { path, waitMs: 1, clock }), null);
    holder.close();
    const other = open(path);
    // Behind the one that was given up, or before it: both come to an end.
    await other.lock(true);
    other.close();
    const last = await lockLate(open(path), { path, waitMs: 60_000, clock });
    assert(last !== null);
    last.close();
  }));

Deno.test("lockLate() keeps waits for a shared and for an exclusive lock apart", () =>
  withSession(async ({ lease: path }) => {
    const holder = open(path);
    holder.lockSync(true);
    const shared = { path, waitMs: 1, shared: true, clock };
    assertEquals(await lockLate(open(path), shared), null);
    assertEquals(await lockLate(open(path), { path, waitMs: 1, clock }), null);
    holder.close();
    for (const how of [{ ...shared }, { path, clock }]) {
      const file = await lockLate(open(path), { ...how, waitMs: 60_000 });
      assert(file !== null);
      file.close();
    }
  }));
