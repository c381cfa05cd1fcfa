import { assertEquals, assertStringIncludes } from "@std/assert";
import { agent } from "./agent.ts";
import { failing } from "./failing.ts";
import { error, run, sequence } from "./model.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";

const claude = await real("claude");

failing(claude, "claude without a service to talk to gives up", {
  model: () => error(500),
  dead: true,
  outcome: "network",
  code: 1,
  requests: 0,
});

failing(claude, "claude gives up when every answer is cut", {
  model: () => ({ kind: "cut" }),
  outcome: "network",
  code: 1,
});

failing(
  claude,
  "claude is ended when the service takes its request and says nothing",
  {
    model: () => ({ kind: "hang" }),
    env: { SAMOCODE_SILENCE_TIMEOUT: "5" },
    outcome: "timeout silence",
    code: 1,
    requests: 1,
  },
);

failing(claude, "claude is ended when an answer begins and does not go on", {
  model: () => ({ kind: "stall" }),
  env: { SAMOCODE_SILENCE_TIMEOUT: "5" },
  outcome: "timeout silence",
  code: 1,
  requests: 1,
});

failing(claude, "claude that turns in circles ends at its limit of turns", {
  model: () => run("echo again"),
  env: { CLAUDE_MAX_TURNS: "3" },
  outcome: "turnLimit",
  code: 1,
  requests: 3,
});

failing(
  claude,
  "claude whose model refuses blocks: a person must word the task anew",
  {
    model: () => ({ kind: "refuse" }),
    outcome: "refused",
    code: 5,
  },
);

proof(
  claude,
  "claude gets over an overloaded service and a cut answer by itself",
  async ({ project, api, acts }) => {
    api.use(sequence(error(529), { kind: "cut" }, agent(acts)));
    const ran = await project.run(["run", "s", "--task", "Do it", "--once"]);
    assertEquals(ran.code, 0, ran.err);
    assertEquals(project.session().outcomes(), ["success"]);
  },
);

proof(
  claude,
  "claude is started again after an attempt that failed, and told of it",
  async ({ project, api, acts }) => {
    api.use(sequence(run("echo 1"), run("echo 2"), agent(acts)));
    const ran = await project.run(["run", "s", "--task", "Do it", "--once"]);
    assertEquals(ran.code, 0, ran.err);
    const session = project.session();
    assertEquals(session.outcomes(), ["turnLimit", "success"]);
    const [first, second] = session.rowsOf("attempt-ended");
    assertEquals(first?.conversation === second?.conversation, false);
    assertStringIncludes(
      api.requests.at(-1)?.prompts.join("\n") ?? "",
      "An earlier attempt of this iteration did not finish",
    );
  },
  { env: { CLAUDE_MAX_TURNS: "2" } },
);
