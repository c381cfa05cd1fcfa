import { assertEquals, assertStringIncludes } from "@std/assert";
import { failing } from "./failing.ts";
import { error, say } from "./model.ts";
import { untilRow } from "./limits.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";

const codex = await real("codex");

failing(
  codex,
  "codex with a key that is refused blocks: a person must log in",
  {
    model: () => error(401),
    outcome: "login",
    code: 5,
  },
  (_, err) => assertStringIncludes(err, "log in"),
);

failing(codex, "codex gives up after too many requests", {
  model: () => error(429, { "retry-after": "1" }),
  outcome: "overloaded",
  code: 1,
});

failing(codex, "codex without a service to talk to gives up", {
  model: () => say(),
  outcome: "network",
  code: 1,
  requests: 0,
  dead: true,
});

failing(codex, "codex gives up when every answer is cut", {
  model: () => ({ kind: "cut" }),
  outcome: "network",
  code: 1,
});

failing(
  codex,
  "codex is ended when the service takes its request and says nothing",
  {
    model: () => ({ kind: "hang" }),
    env: { SAMOCODE_SILENCE_TIMEOUT: "5" },
    outcome: "timeout silence",
    code: 1,
    requests: 1,
  },
);

failing(codex, "codex is ended when an answer begins and does not go on", {
  model: () => ({ kind: "stall" }),
  env: { SAMOCODE_SILENCE_TIMEOUT: "5" },
  outcome: "timeout silence",
  code: 1,
  requests: 1,
});

proof(
  codex,
  "codex's limit is waited for until the minute that it told",
  async ({ project, api }) => {
    const resetsAtS = Math.floor(Date.now() / 1000) + 3600;
    api.use(() => ({ kind: "limit", resetsAtS }));
    const running = await project.start(
      ["run", "s", "--task", "Do it", "--once"],
    );
    await untilRow(project, "limit-wait");
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(ran.code, 130, ran.err);
    const session = project.session();
    session.sound();
    const [wait] = session.rowsOf("limit-wait");
    assertEquals(wait?.told, true);
    const minuteMs = Math.floor(resetsAtS / 60) * 60_000;
    const afterMs = Date.parse(wait?.until ?? "") - minuteMs;
    // A little later than all the others.
    assertEquals(afterMs >= 0 && afterMs < 10_000, true, wait?.until ?? "");
    assertEquals(session.outcomes(), ["limit"]);
    assertEquals(api.requests.length, 1);
  },
);
