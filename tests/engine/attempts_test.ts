import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  begin,
  crashes,
  neverEnds,
  result,
  saysNothing,
  signals,
} from "../fakes/acts.ts";
import { plans, SHOWS_PLAN, withEngine, writePlan } from "./stage.ts";

Deno.test("runLoop() makes three attempts, with a delay that doubles, and then fails", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([crashes(), crashes(), crashes()]);
    assertEquals([report.reason, report.code], ["failed", 1]);
    assertStringIncludes(report.text, "3 of 3 attempts failed");
    const [first, second, third] = stage.rows("attempt-started")
      .map((row) => Date.parse(row.time));
    assertEquals(second! - first! >= 6_000, true);
    assertEquals(third! - second! >= 11_000, true);
    assertEquals(host.kept, [
      "26-01-15-greeting/1-1",
      "26-01-15-greeting/1-2",
      "26-01-15-greeting/1-3",
    ]);
    assertEquals(host.notices.map(({ about }) => about), ["failed"]);
  }));

Deno.test("runLoop() gives the next run all attempts again, under the same number", () =>
  withEngine(async (stage) => {
    await stage.run([crashes(), crashes(), crashes()]);
    const { report, host } = await stage.run([crashes(), plans]);
    assertEquals(report.reason, "waiting");
    assertEquals(stage.rows("iteration-started").length, 1);
    assertEquals(
      stage.rows("attempt-started").map((row) => row.attempt),
      [1, 2, 3, 4, 5],
    );
    assertStringIncludes(
      host.starts[0]!.prompt,
      "An earlier attempt of this iteration did not finish: ",
    );
    assertStringIncludes(
      host.starts[1]!.prompt,
      "kept as refs/samocode/wip/26-01-15-greeting/1-4",
    );
  }));

Deno.test("runLoop() takes a fenced signal although the program failed afterwards", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([(start) => {
      begin(start);
      writePlan(start);
      start.signal(SHOWS_PLAN);
      start.exit(1);
    }]);
    assertEquals(host.starts.length, 1);
    assertEquals(stage.rows("decided").map((row) => row.decision), ["hold"]);
    assertEquals(host.kept, []);
  }));

Deno.test("runLoop() takes no signal with the token of another attempt", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([(start) => {
      begin(start);
      start.signal({ status: "continue" }, "another");
      start.exit(1);
    }, plans]);
    assertEquals(
      stage.rows("signal-read").map((row) => row.reading.kind),
      ["stale", "valid"],
    );
    assertEquals(host.starts.length, 2);
  }));

Deno.test("runLoop() asks once for a signal that is missing, in the same conversation", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([
      saysNothing,
      signals(SHOWS_PLAN, writePlan),
    ]);
    const [first, repair] = stage.rows("attempt-started");
    assertEquals([first?.type, repair?.type], ["first", "repair"]);
    assert(repair!.resumes !== null && repair!.token !== first!.token);
    assert(host.starts[1]!.spec.args.includes(repair!.resumes));
    assertStringIncludes(host.starts[1]!.prompt, repair!.token);
  }));

Deno.test("runLoop() blocks when the repair turn brings no signal either", () =>
  withEngine(async (stage) => {
    const { report } = await stage.run([saysNothing, saysNothing]);
    assertEquals([report.reason, report.code], ["blocked", 5]);
    assertEquals(stage.rows("decided").map((row) => row.rule), ["no-signal"]);
    assertStringIncludes(stage.overview(), "Blocked: workflow_error");
  }));

Deno.test("runLoop() asks a conversation that ran out of time to leave things sound", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([neverEnds, plans]);
    assertEquals(
      stage.rows("attempt-started").map((row) => row.type),
      ["first", "timeUp"],
    );
    assertEquals(
      stage.rows("attempt-ended").map((row) => row.outcome.kind),
      ["timeout", "success"],
    );
    assertStringIncludes(host.starts[1]!.prompt, "The time limit");
    assert(host.starts[1]!.spec.args.includes("--resume"));
  }));

Deno.test("runLoop() ends a program that stays although its work is done, and takes the work", () =>
  withEngine(async (stage) => {
    const begun = stage.clock.now();
    const { host } = await stage.run([(start) => {
      begin(start);
      writePlan(start);
      start.signal(SHOWS_PLAN);
      result(start);
    }]);
    assertEquals(host.ended.length, 1);
    assertEquals(stage.rows("attempt-ended")[0]?.outcome.kind, "success");
    assertEquals(stage.clock.now() - begun < 60_000, true);
  }));

Deno.test("runLoop() blocks at once where only a person can mend the failure", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([(start) => {
      begin(start);
      start.line({
        type: "assistant",
        error: "authentication_failed",
        message: { content: [{ type: "text", text: "Please run /login" }] },
      });
      result(start, { is_error: true, result: "Please run /login" });
      start.exit(1);
    }]);
    assertEquals([report.reason, host.starts.length], ["blocked", 1]);
    assertStringIncludes(report.text, "Please run /login");
  }));
