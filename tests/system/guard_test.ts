import { assert, assertEquals } from "@std/assert";
import { createGuard } from "../../lib/system/guard.ts";
import type { ProcessTable } from "../../lib/system/process_table.ts";
import { scene } from "./scene.ts";
import { children, lives, survivors, until } from "./survivors.ts";

const run = new URL("../fakes/run_that_dies.ts", import.meta.url).pathname;

/** Kills a run while its program works; returns what it had started, in the order of the script. */
async function killRun(
  script: string,
  { table = "proc", before = () => {} }: {
    readonly table?: ProcessTable;
    /** What happens to the guard before. */
    readonly before?: (guard: number, run: number) => void | Promise<void>;
  } = {},
) {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  const mark = crypto.randomUUID();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", run, folder, table, mark, script],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  const pids = (await whole(`${folder}/ready`)).split(" ").map(Number);
  const guard = children(child.pid).find((pid) => pid !== pids[0]);
  await before(guard ?? 0, child.pid);
  child.kill("SIGKILL");
  await child.status;
  return {
    mark,
    pids,
    folder,
    async [Symbol.asyncDispose]() {
      await until(() => survivors(mark).length === 0 && !pids.some(lives));
      Deno.removeSync(folder, { recursive: true });
    },
  };
}

async function whole(path: string): Promise<string> {
  await until(() => read(path).endsWith("\n"));
  return read(path).trim();
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

Deno.test("guard ends the tree when the run is killed, what is deaf and what left the group included", async () => {
  await using killed = await killRun(
    `trap '' TERM INT HUP
     sleep 60 & one=$!
     setsid sh -c "trap '' TERM; sleep 60; sleep 60" & two=$!
     setsid sleep 60 & three=$!
     echo $$ $one $two $three >$d/ready
     while :; do sleep 0.02; done`,
  );
  assertEquals(killed.pids.length, 4);
  await until(() => !killed.pids.some(lives));
  assertEquals(survivors(killed.mark), []);
});

Deno.test("guard gives the program the time to end by itself", async () => {
  await using killed = await killRun(
    `trap 'echo saved >$d/saved; exit' TERM
     echo $$ >$d/ready
     while :; do sleep 0.02; done`,
  );
  await until(() => !killed.pids.some(lives));
  assertEquals(read(`${killed.folder}/saved`), "saved\n");
});

Deno.test("guard goes by group and parents where nothing tells a mark", async () => {
  await using killed = await killRun(
    `trap '' TERM INT HUP
     sleep 60 & one=$!
     env -i setsid sh -c "trap '' TERM; sleep 60; sleep 60" & two=$!
     echo $$ $one $two >$d/ready
     while :; do sleep 0.02; done`,
    { table: "ps" },
  );
  await until(() => !killed.pids.some(lives));
});

Deno.test("guard is deaf to signals that are meant for the run, and goes away when it has done its work", async () => {
  let its = 0;
  await using killed = await killRun("echo $$ >$d/ready; exec sleep 60", {
    before(guard) {
      its = guard;
      for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
        Deno.kill(guard, signal);
      }
      assert(lives(guard));
    },
  });
  await until(() => !killed.pids.some(lives) && !lives(its));
});

Deno.test("guard is replaced when somebody kills it", async () => {
  await using killed = await killRun("echo $$ >$d/ready; exec sleep 60", {
    async before(guard, run) {
      Deno.kill(guard, "SIGKILL");
      await until(() =>
        children(run).length === 2 && !children(run).includes(guard)
      );
    },
  });
  await until(() => !killed.pids.some(lives));
});

Deno.test("guard leaves a group alone whose leader started at another time, and goes away", async () => {
  await scene(async ({ sh }) => {
    const { pid, startTime, mark } = await sh("exec sleep 60");
    for (const table of ["proc", "ps"] as const) {
      const guard = createGuard({ graceMs: 0, table });
      const other = crypto.randomUUID();
      await guard.hold({ mark: other, pid, startTime: `1${startTime}` });
      await guard.close();
      assert(lives(pid));
    }
    const guard = createGuard({ graceMs: 0, table: "proc" });
    await guard.hold({ mark, pid, startTime });
    await guard.close();
    assert(!lives(pid));
  });
});

Deno.test("guard lets go of a tree that is gone", async () => {
  await scene(async ({ sh }) => {
    const { pid, startTime, mark } = await sh("exec sleep 60");
    const guard = createGuard({ graceMs: 0, table: "proc" });
    await guard.hold({ mark, pid, startTime });
    await guard.free(mark);
    await guard.close();
    assert(lives(pid));
  });
});
