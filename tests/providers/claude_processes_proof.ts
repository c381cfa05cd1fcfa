import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { processesWith } from "../e2e/processes.ts";
import { afterwards, agent } from "./agent.ts";
import { run } from "./model.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";
import type { Scene } from "./stage.ts";
import { strayCommand, strayFile, toolEnvironment } from "./strays.ts";
import { pidIn } from "./wait.ts";

const claude = await real("claude");

const once = ["run", "s", "--task", "Do it", "--once"];

proof(
  claude,
  "claude and all that its tools started are gone after Ctrl-C in a tool call, and the step goes on uncharged",
  async (scene) => {
    const { project, api, acts } = scene;
    const running = await inToolCall(scene);
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(processesWith(project.home), []);
    assertEquals(ran.code, 130, ran.err);
    const session = project.session();
    session.sound();
    assertEquals(session.outcomes(), ["cancelled"]);
    api.use(agent(acts));
    const again = await project.run(["run", "s", "--once"], {
      env: { SAMOCODE_MAX_RETRIES: "1" },
    });
    assertEquals(again.code, 0, again.err);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
    assertEquals(session.rowsOf("iteration-started").length, 1);
  },
);

proof(
  claude,
  "claude and its tools are gone when samocode is killed, and the next run goes on with the step",
  async (scene) => {
    const { project, api, acts } = scene;
    const running = await inToolCall(scene);
    running.kill("SIGKILL");
    assertEquals((await running.ended).signal, "SIGKILL");
    await project.quiet();
    api.use(agent(acts));
    const again = await project.run(["run", "s", "--once"]);
    assertEquals(again.code, 0, again.err);
    const session = project.session();
    session.sound();
    assertEquals(session.outcomes(), ["cutOff", "success"]);
    assertEquals(session.attempts(), ["first", "redelivery"]);
    assertEquals(session.rowsOf("iteration-started").length, 1);
  },
);

proof(
  claude,
  "claude that is done leaves no process of its tools behind",
  async ({ project, api, acts }) => {
    const stray = `${strayCommand(project.dir)}; echo left`;
    api.use(afterwards(run(stray), agent(acts)));
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    assertEquals(project.session().rowsOf("attempt-ended")[0]?.swept, 1);
    assertStringIncludes(ran.err, "Ended 1 process left behind");
  },
);

proof(
  claude,
  "claude's tools see nothing that is samocode's own or came from its file of secrets",
  async (scene) => {
    const names = await toolEnvironment(scene);
    assertEquals(
      names.filter((name) =>
        /^(SAMOCODE|TELEGRAM|GIT_BRANCH)_|_TIMEOUT$/.test(name)
      ),
      // The run's mark.
      ["SAMOCODE_RUN"],
    );
    assertEquals(names.includes("MINE"), true);
    // Root may work only because the person said so with SAMOCODE_SANDBOX=1, which becomes the program's own word for it.
    assertEquals(names.includes("IS_SANDBOX"), true);
  },
  {
    env: {
      TELEGRAM_BOT_TOKEN: "1:scripted",
      SAMOCODE_RETRY_DELAY: "2",
      MINE: "kept",
    },
  },
);

/** A run in the middle of a tool call that lasts, with a process that left its tree. */
async function inToolCall({ project, api }: Scene) {
  api.use(() => run(`${strayCommand(project.dir)}; tail -f /dev/null`));
  const running = await project.start(once);
  const stray = await pidIn(join(project.dir, strayFile));
  assertEquals(processesWith(project.home).includes(stray), true);
  return running;
}
