import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { processesWith } from "../e2e/processes.ts";
import { agent } from "./agent.ts";
import { run } from "./model.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";
import { strayCommand, strayFile, toolEnvironment } from "./strays.ts";
import { pidIn } from "./wait.ts";

const codex = await real("codex");

const once = ["run", "s", "--task", "Do it", "--once"];

proof(
  codex,
  "codex carries a session of the workflow quick from a task to done, with the stop for a person and a check",
  async ({ project, api }) => {
    const flags = ["--workflow", "quick"];
    const planned = await project.run([
      "run",
      "greet",
      "--task",
      "Greet",
      ...flags,
    ]);
    assertEquals(planned.code, 4, planned.err);
    const done = await project.run(["run", "greet", "--auto-approve"]);
    assertEquals(done.code, 0, done.err);
    const session = project.session();
    session.sound();
    assertEquals(session.decisions(), [
      "hold waits-plan_approval planning",
      "repeat same-phase implementation",
      "advance transition implementation done",
      "finish done done",
    ]);
    assertEquals(new Set(session.outcomes()), new Set(["success"]));
    const ends = session.rowsOf("attempt-ended");
    assertEquals(ends.map(({ tokens }) => tokens?.input), [200, 200, 200, 200]);
    assertEquals(new Set(ends.map(({ conversation }) => conversation)).size, 4);
    assertEquals(
      new Set(session.rowsOf("check-ended").map(({ exitCode }) => exitCode)),
      new Set([0]),
    );
    assertEquals(
      await project.sh("git log --format=%s main..greet"),
      "Add fake-003.txt\nAdd fake-002.txt",
    );
    assertEquals(api.requests.length, 8);
    assertEquals(api.others, []);
  },
  { config: ["CHECK_SEEN=test -f fake-003.txt"] },
);

proof(
  codex,
  "codex works with a model that has a tool of its own for the shell",
  async ({ project, api }) => {
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    assertEquals(api.requests.map(({ model }) => model), [
      "gpt-5.5",
      "gpt-5.5",
    ]);
  },
  { env: { CODEX_MODEL: "gpt-5.5" } },
);

proof(
  codex,
  "codex is asked for its signal in the conversation that ended without one",
  async ({ project, api, acts }) => {
    api.use((request) =>
      agent(
        acts,
        /^You ended without a usable signal/m.test(request.prompts.at(-1) ?? "")
          ? ["signal"]
          : ["work", "wrongToken"],
      )(request)
    );
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    const session = project.session();
    assertEquals(session.attempts(), ["first", "repair"]);
    assertEquals(
      session.rowsOf("signal-read").map(({ reading }) => reading.kind),
      ["stale", "valid"],
    );
    const [first, repair] = session.rowsOf("attempt-ended");
    assertEquals(repair?.conversation, first?.conversation);
    assertEquals(repair?.tokens?.input, 200);
    const [, , asked] = api.requests;
    assertEquals(asked?.answers.at(-1), "Done.");
    assertStringIncludes(asked?.prompts.join("\n") ?? "", "# Session Context");
  },
);

proof(
  codex,
  "codex and all that its tools started are gone after Ctrl-C in a tool call",
  async ({ project, api, acts }) => {
    api.use(() => run(`${strayCommand(project.dir)}; tail -f /dev/null`));
    const running = await project.start(once);
    const stray = await pidIn(join(project.dir, strayFile));
    assertEquals(processesWith(project.home).includes(stray), true);
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(processesWith(project.home), []);
    assertEquals(ran.code, 130, ran.err);
    const session = project.session();
    session.sound();
    assertEquals(session.outcomes(), ["cancelled"]);
    api.use(agent(acts));
    const again = await project.run(["run", "s", "--once"]);
    assertEquals(again.code, 0, again.err);
    assertEquals(session.rowsOf("iteration-started").length, 1);
  },
);

proof(
  codex,
  "codex's tools see nothing that is samocode's own or came from its file of secrets",
  async (scene) => {
    const names = await toolEnvironment(scene);
    assertEquals(
      names.filter((name) =>
        /^(SAMOCODE|TELEGRAM|GIT_BRANCH)_|_TIMEOUT$/.test(name)
      ),
      ["SAMOCODE_RUN"],
    );
    assertEquals(names.includes("MINE"), true);
  },
  { env: { TELEGRAM_BOT_TOKEN: "1:scripted", MINE: "kept" } },
);
