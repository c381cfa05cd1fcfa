import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { basename, join } from "@std/path";
import { begin, neverEnds, result, signals } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { decided } from "../workflow/fixture.ts";
import { finishes, moves, plans, withEngine } from "./stage.ts";

class Died extends Error {}

/** Goes on, and does something right before it ends. */
function atLast(act: () => void): Act {
  return (start) => {
    begin(start);
    result(start);
    start.signal({ status: "continue" });
    act();
    start.exit();
  };
}

Deno.test("runLoop() journals and tells why it ends when a person must mend something", () =>
  withEngine(async (stage) => {
    const removes = signals(
      { status: "continue" },
      () => Deno.removeSync(stage.paths.overview),
    );
    const { report, host } = await stage.run([removes]);
    assertEquals([report.reason, report.code], ["blocked", 5]);
    const { stopped } = (await stage.state()).run!;
    assertEquals([stopped?.reason, stopped?.code], ["blocked", 5]);
    assertStringIncludes(stopped?.text ?? "", "it is missing");
    assertStringIncludes(host.notices[0]?.text ?? "", "it is missing");
  }));

Deno.test("runLoop() decides the signal of an iteration whose overview was gone, once it is back", () =>
  withEngine(async (stage) => {
    const text = stage.overview();
    const removes = signals(
      { status: "continue", summary: "One" },
      () => Deno.removeSync(stage.paths.overview),
    );
    await stage.run([removes]);
    Deno.writeTextFileSync(stage.paths.overview, text);
    await stage.run([plans]);
    assertEquals(
      stage.rows("decided").map((row) => [row.iteration, row.decision]),
      [[1, "repeat"], [2, "hold"]],
    );
  }));

Deno.test("runLoop() takes a full disk for no bug", () =>
  withEngine(async (stage) => {
    const full = Object.assign(
      new Error("No space left on device (os error 28)"),
      { code: "ENOSPC" },
    );
    const { report } = await stage.run([], {
      onHost: (host) => {
        Object.assign(host, { freeBytes: () => Promise.reject(full) });
      },
    });
    assertEquals([report.reason, report.code], ["failed", 1]);
    assertStringIncludes(report.text, "No space left on device");
  }));

Deno.test("runLoop() makes a change of the overview that was announced as soon as there is one again", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    await assertRejects(
      () =>
        stage.run([moves], {
          check() {
            throw new Died();
          },
          input: { checks: [{ name: "TEST", command: "true" }] },
        }),
      Died,
    );
    const store = await stage.open();
    const text = stage.overview();
    // As if it had died right after the row.
    const flow = "- [002 @ 01-15 14:30] implementation -> done";
    const fields = { Phase: "done", Blocked: "no" };
    const change = { before: "b", after: "a", fields, flow };
    await store.append(decided("implementation", "done", { change }));
    Deno.removeSync(stage.paths.overview);
    await (await stage.open()).settle();
    assertEquals((await stage.state()).pending?.kind, "decided");
    Deno.writeTextFileSync(stage.paths.overview, text);
    const { report } = await stage.run([finishes]);
    assertEquals(report.reason, "done");
    assertStringIncludes(stage.overview(), "implementation -> done\n");
  }));

Deno.test("runLoop() tells the person what a run that died had no time to tell", () =>
  withEngine(async (stage) => {
    await assertRejects(
      () =>
        stage.run([plans], {
          onHost: (host) => {
            Object.assign(host, { notify: () => Promise.reject(new Died()) });
          },
        }),
      Died,
    );
    const second = await stage.run([]);
    assertEquals(second.host.notices.map(({ about }) => about), ["waiting"]);
    const third = await stage.run([]);
    assertEquals(third.host.notices, []);
  }));

Deno.test("runLoop() gets over an attempt whose log is something else by now", () =>
  withEngine(async (stage) => {
    await assertRejects(
      () =>
        stage.run([(start) => {
          neverEnds(start);
          start.after(500, () => {
            Deno.removeSync(start.spec.stdout);
            Deno.mkdirSync(start.spec.stdout);
            throw new Died();
          });
        }]),
      Died,
    );
    const { report } = await stage.run([plans]);
    assertEquals(report.reason, "waiting");
  }));

Deno.test("runLoop() writes no prompt through a link that an agent laid", () =>
  withEngine(async (stage) => {
    const elsewhere = join(stage.paths.folder, "..", "elsewhere");
    Deno.mkdirSync(elsewhere);
    const lays = atLast(() => {
      Deno.removeSync(stage.paths.logs, { recursive: true });
      Deno.symlinkSync(elsewhere, stage.paths.logs);
    });
    const { report } = await stage.run([lays]);
    assertStringIncludes(report.text, "it is a link");
    assertEquals([...Deno.readDirSync(elsewhere)], []);
  }));

Deno.test("runLoop() makes the folder of the logs again when an agent took it away", () =>
  withEngine(async (stage) => {
    const removes = atLast(() =>
      Deno.removeSync(stage.paths.logs, { recursive: true })
    );
    const { report } = await stage.run([removes, plans]);
    assertEquals(report.reason, "waiting");
  }));

Deno.test("runLoop() delivers an iteration at most five times more, and then blocks", () =>
  withEngine(async (stage) => {
    for (let kills = 0; kills < 6; kills++) {
      await assertRejects(
        () =>
          stage.run([(start) => {
            begin(start);
            start.after(100, () => {
              throw new Died();
            });
          }]),
        Died,
      );
    }
    const { report, host } = await stage.run([]);
    assertEquals([report.reason, report.code], ["blocked", 5]);
    assertEquals(host.starts.length, 0);
    assertStringIncludes(report.text, "samocode was cut off each time");
  }));

Deno.test("runLoop() names the logs where attempts led to its end, and nowhere else", () =>
  withEngine(async (stage) => {
    const looks = (told: readonly { event: string; text: string }[]) =>
      told.flatMap(({ event, text }) => event === "look" ? [text] : []);
    const line = `look: samocode logs ${basename(stage.paths.folder)}`;
    const crashes: Act = (start) => start.exit(1);
    const failed = await stage.run([crashes], { input: { maxAttempts: 1 } });
    assertEquals(failed.report.reason, "failed");
    assertEquals(looks(failed.host.told), [line]);
    const agent = signals({ status: "blocked", reason: "No key" });
    const blocked = await stage.run([agent]);
    assertEquals(blocked.report.reason, "blocked");
    assertEquals(looks(blocked.host.told), []);
  }));
