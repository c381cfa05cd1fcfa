import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { loadWorkflow } from "../../lib/cli/load_workflow.ts";
import { prepareSession } from "../../lib/engine/prepare.ts";
import { readOverview } from "../../lib/session/overview.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { openStore, type Store } from "../../lib/session/store.ts";
import { systemClock } from "../../lib/system/clock.ts";

/** A session whose first row was written when the host died. */
async function begun(
  goal: { readonly task: string | null; readonly dive: string | null },
  test: (store: Store, dir: string) => Promise<void>,
): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir());
  try {
    const folder = join(dir, "26-01-15-auth");
    await Deno.mkdir(folder);
    await Deno.mkdir(join(dir, "app"));
    const store = await openStore(sessionPaths(folder), {
      clock: systemClock,
      run: null,
      redact: (text) => text,
      repair: true,
      version: "0.0.0",
    });
    await store.append({
      kind: "session-created",
      name: "auth",
      ...goal,
      mainRepo: join(dir, "app"),
      base: null,
      branch: "auth",
      workflow: "full",
    });
    await test(store, dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Prepares it with what a second call tells, in a plain folder; returns the overview. */
async function prepare(
  store: Store,
  { dir, task = null, dive = null }: {
    readonly dir: string;
    readonly task?: string | null;
    readonly dive?: string | null;
  },
): Promise<string> {
  await prepareSession(store, {
    workflow: (await loadWorkflow("full")).workflow,
    task,
    dive,
    mainRepo: join(dir, "app"),
    worktrees: join(dir, "trees"),
    branchPrefix: null,
    setup: null,
    now: () => ({ atMs: Date.UTC(2026, 0, 15, 14, 30), offsetMinutes: 0 }),
    stop: new AbortController().signal,
    runSetup: () => Promise.reject(new Error("There is no setup")),
    say: () => {},
  });
  return Deno.readTextFileSync(store.paths.overview);
}

Deno.test("prepareSession() writes the journaled task into an overview that a crash prevented", () =>
  begun({ task: "Log in", dive: "the keys" }, async (store, dir) => {
    const text = await prepare(store, { dir });
    assertEquals(
      readOverview(text).task,
      "Look into first: the keys\n\nLog in",
    );
  }));

Deno.test("prepareSession() prefers the words of the call: those of the journal have lost their secrets", () =>
  begun({ task: "Use [secret]", dive: null }, async (store, dir) => {
    const text = await prepare(store, { dir, task: "Use 12345" });
    assertStringIncludes(text, "Use 12345");
  }));
