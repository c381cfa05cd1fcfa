import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { agent } from "./agent.ts";
import { noticesOf, noting, untilRow } from "./limits.ts";
import { sequence } from "./model.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";

const claude = await real("claude");

proof(
  claude,
  "claude's limit is sat out: killed in its sleep, the run waits on for the same moment and goes on with the same step",
  async ({ project, api, acts }) => {
    const resetsAtS = Math.floor(Date.now() / 1000) + 25;
    api.use(sequence({ kind: "limit", resetsAtS }, agent(acts)));
    const env = noting(project);
    const first = await project.start(
      ["run", "s", "--task", "Do it", "--once"],
      { env },
    );
    await untilRow(project, "notified");
    first.kill("SIGKILL");
    assertEquals((await first.ended).signal, "SIGKILL");
    await project.quiet();
    assertEquals(api.requests.length, 1);
    assert(Date.now() < resetsAtS * 1000, "the limit was not over");
    const second = await project.run(["run", "s", "--once"], { env });
    assertEquals(second.code, 0, second.err);
    const session = project.session();
    session.sound();
    const waits = session.rowsOf("limit-wait");
    assertEquals(waits.map(({ ended }) => ended), [null, "reset"]);
    assertEquals(waits[0]?.until, waits[1]?.until);
    assertEquals(waits[0]?.window, "five_hour");
    const until = Date.parse(waits[0]?.until ?? "");
    assert(until > resetsAtS * 1000 && until < resetsAtS * 1000 + 10_000);
    // Nobody asked the service meanwhile.
    assertEquals(api.requests.length, 3);
    assert((api.requests[1]?.atMs ?? 0) >= until);
    assertEquals(session.attempts(), ["first", "redelivery"]);
    assertEquals(session.outcomes(), ["limit", "success"]);
    assertEquals(
      session.rowsOf("iteration-started").map(({ iteration }) => iteration),
      [1],
    );
    assertEquals(session.status(), "requirements 1 1 no");
    const told = await noticesOf(project);
    assertEquals(told.length, 1, told.join("\n"));
    assertStringIncludes(told[0] ?? "", "five_hour");
    assertEquals(
      session.rowsOf("notified").map(({ about }) => about),
      ["limit"],
    );
  },
  { subscription: true },
);

proof(
  claude,
  "claude's limit without a known end is waited for, and Ctrl-C ends the waiting and not the limit",
  async ({ project, api }) => {
    api.use(() => ({ kind: "limit", resetsAtS: null }));
    const running = await project.start(
      ["run", "s", "--task", "Do it", "--once"],
    );
    await untilRow(project, "limit-wait");
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(ran.code, 130, ran.err);
    const session = project.session();
    session.sound();
    const waits = session.rowsOf("limit-wait");
    assertEquals(waits.map(({ told, ended }) => [told, ended]), [
      [false, null],
    ]);
    assertEquals(session.outcomes(), ["limit"]);
  },
  { subscription: true },
);
