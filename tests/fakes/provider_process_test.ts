import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { readStarts, writeMoods } from "./make_provider.ts";
import { type FakeStage, withStage } from "./stage.ts";

/** Waits until something is there; the test's own limit ends it otherwise. */
async function until(ready: () => Promise<boolean>): Promise<void> {
  while (!await ready()) await new Promise((done) => setTimeout(done, 10));
}

async function there(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Ends what the fake left behind; whether it was there at all. */
async function endStray(stage: FakeStage): Promise<boolean> {
  const pid = await Deno.readTextFile(join(stage.dir, "strays"));
  try {
    Deno.kill(Number(pid), "SIGKILL");
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

Deno.test("The fake provider hangs until it is ended, with and without signal and result", async () => {
  const moods = { hang: false, hangAfterSignal: true, hangAfterResult: true };
  for (const [mood, signals] of Object.entries(moods)) {
    await withStage(async (stage) => {
      await writeMoods(stage.dir, [mood]);
      const child = stage.spawn("planning");
      await until(async () =>
        signals
          ? await there(join(stage.session, "_signal.json"))
          : (await readStarts(stage.dir)).length > 0
      );
      child.kill("SIGTERM");
      const { signal } = await child.output();
      assertEquals(signal, "SIGTERM", mood);
    });
  }
});

Deno.test("The fake provider can ignore every polite interrupt", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["ignoreTerm"]);
    const child = stage.spawn("planning");
    await until(() => there(join(stage.dir, "ignores-term")));
    child.kill("SIGTERM");
    child.kill("SIGINT");
    child.kill("SIGKILL");
    assertEquals((await child.output()).signal, "SIGKILL");
  });
});

Deno.test("The fake provider exits with 1, with and without a signal", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["exit1", "signalThenExit1"]);
    const bare = await stage.play("planning");
    assertEquals([bare.code, bare.outcome.kind], [1, "crashed"]);
    assert(!await there(join(stage.session, "_signal.json")));
    const signalled = await stage.play("planning");
    assertEquals([signalled.code, signalled.outcome.kind], [1, "crashed"]);
    assert(await there(join(stage.session, "_signal.json")));
  });
});

Deno.test("The fake provider reads its standard input to the end, twice", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["readsStdin"]);
    assertEquals((await stage.play("planning")).outcome.kind, "success");
  });
});

Deno.test("The fake provider leaves a grandchild that holds its output", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["grandchildHoldsStdout"]);
    const child = stage.spawn("planning");
    assertEquals((await child.status).code, 0);
    // The pipe ends only with the grandchild.
    const held = child.output();
    assert(await endStray(stage));
    await held;
  });
});

Deno.test("The fake provider leaves a grandchild that goes on writing", async () => {
  await withStage(async (stage) => {
    await writeMoods(stage.dir, ["grandchildWrites"]);
    const child = stage.spawn("planning");
    assertEquals((await child.status).code, 0);
    const file = join(stage.repository, "stray.txt");
    await until(() => there(file));
    const { size } = await Deno.stat(file);
    await until(async () => (await Deno.stat(file)).size > size);
    assert(await endStray(stage));
    await child.output();
  });
});

Deno.test({
  name: "The fake provider leaves a grandchild in a session of its own",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withStage(async (stage) => {
      await writeMoods(stage.dir, ["setsidGrandchild"]);
      const child = stage.spawn("planning");
      assertEquals((await child.status).code, 0);
      const pid = (await Deno.readTextFile(join(stage.dir, "strays"))).trim();
      await until(async () => {
        const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
        // After the name in brackets: state, parent, group, session.
        return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3] === pid;
      });
      assert(await endStray(stage));
      await child.output();
    }),
});

Deno.test("The fake provider waits for a file", async () => {
  await withStage(async (stage) => {
    const waitFor = join(stage.dir, "go");
    await writeMoods(stage.dir, [{ mood: "walk", waitFor }]);
    const child = stage.spawn("planning");
    await until(async () => (await readStarts(stage.dir)).length > 0);
    assert(!await there(join(stage.session, "_signal.json")));
    await Deno.writeTextFile(waitFor, "");
    assertEquals((await child.output()).code, 0);
    assert(await there(join(stage.session, "_signal.json")));
  });
});
