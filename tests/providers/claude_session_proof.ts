import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { agent } from "./agent.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";

const claude = await real("claude");

proof(
  claude,
  "claude carries a session of the workflow full from a task to done, with both stops for a person",
  async ({ installed, project, api }) => {
    const asked = await project.run([
      "run",
      "greet",
      "--task",
      "Greet people",
    ]);
    assertEquals(asked.code, 4, asked.err);
    const planned = await project.run([
      "run",
      "greet",
      "--accept-suggestions",
    ]);
    assertEquals(planned.code, 4, planned.err);
    const done = await project.run(["run", "greet", "--auto-approve"]);
    assertEquals(done.code, 0, done.err);
    assertEquals(
      done.outLines.at(-1),
      "samocode: done next: samocode report <date>-greet",
    );
    const session = project.session();
    session.sound();
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
      "hold waits-qa_answers requirements",
      "advance transition requirements planning",
      "hold waits-plan_approval planning",
      "repeat same-phase implementation",
      "advance transition implementation testing",
      "advance transition testing quality",
      "advance transition quality testing",
      "advance transition testing done",
      "finish done done",
    ]);
    assertEquals(new Set(session.outcomes()), new Set(["success"]));
    assertEquals(
      session.rowsOf("run-started").map((row) => row.providerVersions),
      [1, 2, 3].map(() => ({ claude: installed.version })),
    );
    assertEquals(asked.err.includes("was not tried"), false);
    const ends = session.rowsOf("attempt-ended");
    assert(ends.every(({ costUsd }) => (costUsd ?? 0) > 0));
    assertEquals(
      ends.map(({ tokens }) => tokens?.input),
      ends.map(() => 200),
    );
    assertEquals(
      new Set(ends.map(({ conversation }) => conversation)).size,
      10,
    );
    assertEquals(ends[0]?.login, "ANTHROPIC_API_KEY");
    assertEquals(
      await project.sh("git log --format=%s main..greet"),
      "Add fake-006.txt\nAdd fake-005.txt",
    );
    // Two requests per iteration, and the first of each has our prompt whole.
    assertEquals(api.requests.length, 20);
    assertEquals(api.others, []);
    const [first] = api.requests;
    assertStringIncludes(first?.prompts.join("\n") ?? "", "Greet people");
    const tokens = session.rowsOf("attempt-started").map(({ token }) => token);
    api.requests.forEach(({ prompts }, i) =>
      assertStringIncludes(
        prompts.at(-1) ?? "",
        `**Signal token:** ${tokens[Math.floor(i / 2)]}`,
      )
    );
    // A stronger model plans.
    assertEquals(
      api.requests.map(({ model }) => /sonnet|opus|haiku/.exec(model)?.[0]),
      session.rowsOf("attempt-started").flatMap(({ model }) => [model, model])
        .map((model) => model ?? undefined),
    );
  },
);

proof(
  claude,
  "claude is asked for its signal in the conversation that ended without one",
  async ({ project, api, acts }) => {
    const repairs = /^You ended without a usable signal/m;
    api.use((request) =>
      repairs.test(request.prompts.at(-1) ?? "")
        ? agent(acts, ["signal"])(request)
        : agent(acts, ["work"])(request)
    );
    const ran = await project.run(["run", "s", "--task", "Do it", "--once"]);
    assertEquals(ran.code, 0, ran.err);
    const session = project.session();
    session.sound();
    assertEquals(session.attempts(), ["first", "repair"]);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
    const [first, repair] = session.rowsOf("attempt-ended");
    assertEquals(repair?.conversation, first?.conversation);
    assertEquals(
      session.rowsOf("attempt-started").at(-1)?.resumes,
      first?.conversation,
    );
    // Only what the repair added is counted.
    assertEquals(repair?.tokens?.input, 200);
    const [before, , asked] = api.requests;
    assertEquals(asked?.answers.at(-1), "Done.");
    assertEquals(asked?.prompts.at(-2)?.includes("# Session Context"), true);
    assertEquals(before?.prompts.at(-1)?.includes("# Session Context"), true);
  },
);

proof(
  claude,
  "claude is asked again when its signal has a foreign token",
  async ({ project, api, acts }) => {
    api.use((request) =>
      agent(
        acts,
        request.prompts.length > 1 && request.answers.length > 0
          ? ["signal"]
          : ["work", "wrongToken"],
      )(request)
    );
    const ran = await project.run([
      "run",
      "s",
      "--task",
      "Do it",
      "--once",
    ]);
    assertEquals(ran.code, 0, ran.err);
    const session = project.session();
    assertEquals(session.attempts(), ["first", "repair"]);
    assertEquals(
      session.rowsOf("signal-read").map(({ reading }) => reading.kind),
      ["stale", "valid"],
    );
  },
);
