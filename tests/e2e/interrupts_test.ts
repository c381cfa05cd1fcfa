// A run that is stopped from outside, and goes on later.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { children, lives, until } from "../system/survivors.ts";
import { type Project, withProject } from "./harness.ts";
import type { Running } from "./program.ts";

const task = ["run", "s", "--task", "Do it"];
const advance = ["advance transition investigation requirements"];

for (
  const [signal, code, reason] of [
    ["SIGINT", 130, "interrupted"],
    ["SIGTERM", 143, "terminated"],
    ["SIGHUP", 129, "hungUp"],
  ] as const
) {
  Deno.test(`run ends its provider and exits with ${code} at ${signal}, and goes on under the same number`, async () => {
    await withProject(async (project) => {
      const running = await project.start(task);
      const [start] = await project.untilStarts(1);
      running.kill(signal);
      const ran = await running.ended;
      assertEquals(ran.code, code);
      assertEquals(ran.outLines, [
        `samocode: ${reason} next: samocode run <date>-s`,
      ]);
      assert(!lives(start!.pid));
      const session = project.session();
      session.sound();
      assertEquals(session.outcomes(), ["cancelled"]);
      assertEquals(session.decisions(), []);
      assertEquals(session.status(), "investigation 1 1 no");

      await project.moods("walk");
      const again = await project.run(["run", "s", "--once"]);
      assertEquals(again.code, 0);
      session.sound();
      assertEquals(session.decisions(), advance);
      assertEquals(session.status(), "requirements 1 1 no");
      assertEquals(
        session.rowsOf("attempt-started").map(({ iteration, attempt }) => [
          iteration,
          attempt,
        ]),
        [[1, 1], [1, 2]],
      );
    }, { moods: ["hang"] });
  });
}

Deno.test("run gives its provider time at the first Ctrl-C, and none at the second", async () => {
  await withProject(async (project) => {
    const running = await project.start(task);
    await ignoring(project);
    running.kill("SIGINT");
    await running.says(/Interrupted: stopping what runs/);
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(ran.code, 130);
    const session = project.session();
    session.sound();
    const [ended] = session.rowsOf("attempt-ended");
    assertEquals(ended?.signal, "SIGKILL");
  }, { moods: ["ignoreTerm"], env: { SAMOCODE_KILL_GRACE: "60" } });
});

Deno.test("run decides what was signalled before Ctrl-C, and exits with 130 all the same", async () => {
  await withProject(async (project) => {
    const running = await project.start(task);
    await signalled(project);
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(ran.code, 130);
    const session = project.session();
    session.sound();
    assertEquals(session.decisions(), advance);
    assertEquals(session.status(), "requirements 1 1 no");
    await project.moods("walk");
    await project.run(["run", "s", "--once"]);
    assertEquals(session.status(), "requirements 2 2 waiting_human");
  }, { moods: ["hangAfterSignal"] });
});

Deno.test("run that is killed is gone on with: leftovers ended, log kept, the next prompt says so", async () => {
  await withProject(async (project) => {
    const running = await project.start(task);
    const [start] = await project.untilStarts(1);
    const session = project.session();
    await until(() => session.logs().length > 400);
    cutOff(running);
    assertEquals((await running.ended).signal, "SIGKILL");
    assert(lives(start!.pid));
    const [log] = session.rowsOf("attempt-started").map(({ log }) => log);
    const before = session.read(`_logs/${log}`);
    assertStringIncludes(before, "Thinking.");

    await project.moods("walk");
    const ran = await project.run(["run", "s", "--once"]);
    assertEquals(ran.code, 0);
    assert(!lives(start!.pid));
    assertEquals(
      ran.errLines[0],
      "The last run was cut off: ending what it left running",
    );
    session.sound();
    assertEquals(session.read(`_logs/${log}`), before);
    assertEquals(session.attempts(), ["first", "redelivery"]);
    assertEquals(session.outcomes(), ["cutOff", "success"]);
    assertEquals(session.decisions(), advance);
    assertEquals(session.status(), "requirements 1 1 no");
    const prompt = session.prompts()[1]!;
    assertStringIncludes(prompt, "An earlier attempt of this iteration");
    assertStringIncludes(prompt, "samocode was ended while the attempt ran");
  }, { moods: ["hang"] });
});

Deno.test("run takes the signal that was written before it was killed, and does nothing twice", async () => {
  await withProject(async (project) => {
    const running = await project.start(task);
    await signalled(project);
    cutOff(running);
    await running.ended;
    const ran = await project.run(["run", "s", "--max-iterations", "1"]);
    assertEquals(ran.code, 6);
    const session = project.session();
    session.sound();
    assertEquals((await project.starts()).length, 1);
    assertEquals(session.decisions(), advance);
    assertEquals(session.outcomes(), ["cutOff"]);
  }, { moods: ["hangAfterSignal"] });
});

Deno.test("run that is killed leaves no process: the guard ends them", async () => {
  await withProject(async (project) => {
    const running = await project.start(task);
    await ignoring(project);
    running.kill("SIGKILL");
    await running.ended;
    await project.quiet();
  }, { moods: ["ignoreTerm"] });
});

Deno.test("run that finds another one on its session leaves it alone and names it", async () => {
  await withProject(async (project) => {
    const running = await project.start(task);
    await project.untilStarts(1);
    const second = await project.start(["run", "s"], { alone: false });
    const ran = await second.ended;
    assertEquals(ran.code, 3);
    assertEquals(ran.out, "");
    const line = ran.err.split("\n")[0]!;
    assertStringIncludes(line, `process ${running.pid} on "`);
    assert(line.startsWith(`samocode: Cannot run "${project.session().name}"`));
    running.kill("SIGTERM");
    assertEquals((await running.ended).code, 143);
    project.session().sound();
    assertEquals((await project.starts()).length, 1);
  }, { moods: ["hang"] });
});

/** Waits until the provider ignores what is to be ignored. */
async function ignoring(project: Project): Promise<void> {
  await until(() => exists(join(project.fake, "ignores-term")));
}

/** Waits until the provider has written its signal. */
async function signalled(project: Project): Promise<void> {
  await project.untilStarts(1);
  await until(() => exists(project.session().path("_signal.json")));
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Kills a run and its guard at the same moment, as a power cut would, but leaves the provider. */
function cutOff({ pid }: Running): void {
  Deno.kill(pid, "SIGSTOP");
  for (const child of children(pid)) {
    const environment = Deno.readTextFileSync(`/proc/${child}/environ`);
    if (!environment.includes("SAMOCODE_RUN=")) Deno.kill(child, "SIGKILL");
  }
  Deno.kill(pid, "SIGKILL");
}
