// Programs that nobody wrote an adapter for, described in the person's own config.yaml.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { readStarts, writeMoods } from "../fakes/make_provider.ts";
import { type Project, withProject } from "./harness.ts";
import { writeUserConfig } from "./user_config.ts";

const task = ["run", "s", "--task", "Do it", "--workflow", "quick"];

/** A shell script that works through the quick workflow, and says nothing that anybody could read. */
const shellAgent = `#!/bin/sh
value() { sed -n "s/^\\*\\*$1:\\*\\* //p" "$2" | head -n 1; }
[ "$1" = --prompt ] || exit 9
session=$(value "Session path" "$2")
token=$(value "Signal token" "$2")
echo "a line for people: $#"
case $(value Phase "$2") in
  planning)
    printf '# Plan\\n\\n## Implementation Phases\\n\\n### Phase 1: One\\n- [ ] Do it\\n' >"$session/01-01-plan.md"
    sed 's/^## Plans$/&\\n- 01-01-plan.md - one phase/' "$session/_overview.md" >"$session/new"
    mv "$session/new" "$session/_overview.md"
    rest='"status": "waiting", "for": "plan_approval"' ;;
  implementation)
    echo done >done.txt
    git add done.txt && git -c user.name=Ada -c user.email=ada@localhost commit -q -m Done
    sed 's/- \\[ \\]/- [x]/' "$session/01-01-plan.md" >"$session/new"
    mv "$session/new" "$session/01-01-plan.md"
    rest='"status": "continue", "phase": "done"' ;;
  *) rest='"status": "done"' ;;
esac
echo "{\\"token\\": \\"$token\\", $rest}" >"$session/_signal.json"
`;

Deno.test("run works with a shell script that takes the prompt as a file and tells nothing", async () => {
  await withProject(async (project) => {
    const program = join(project.dir, "agent.sh");
    await Deno.writeTextFile(program, shellAgent, { mode: 0o755 });
    await writeUserConfig(
      project,
      `providers:
  small:
    executable: ${program}
    command:
      args: [[--prompt, "{prompt_file}"], ["--model", "{model}"]]
      prompt: file
`,
    );
    const ran = await project.run(
      [...task, "--provider", "small", "--auto-approve"],
    );
    assertEquals(ran.code, 0, ran.err);
    const session = project.session();
    session.sound();
    assertEquals(session.status(), "done 3 3 no");
    assertEquals(
      session.rowsOf("attempt-ended").map((row) => row.outcome.kind),
      Array(3).fill("success"),
    );
    const log = await Deno.readTextFile(
      join(session.folder, "_logs", session.rowsOf("attempt-started")[0]!.log),
    );
    assertEquals(log, "a line for people: 2\n");
    const logs = await project.run(["logs", "s"]);
    assertStringIncludes(logs.out, "\na line for people: 2\n");
    const blind = await project.run([
      ...["run", "t", "--task", "x", "--provider", "small", "--max-usd", "1"],
    ]);
    assertEquals(blind.code, 2);
    assertStringIncludes(blind.err, '"small" tells no cost');
  });
});

/** A program that tells lines of its own make. */
async function withOther(
  moods: readonly string[],
  test: (
    at: {
      readonly project: Project;
      readonly starts: () => ReturnType<typeof readStarts>;
    },
  ) => Promise<void>,
): Promise<void> {
  await withProject(async (project) => {
    const folder = join(project.dir, "other");
    await Deno.mkdir(folder);
    await writeMoods(folder, moods);
    const entry = fromFileUrl(
      new URL("../fakes/other_agent.ts", import.meta.url),
    );
    const program = join(folder, "other");
    const flags = "run --quiet --no-config --no-lock --no-remote --no-npm -A";
    await Deno.writeTextFile(
      program,
      `#!/bin/sh\nexport FAKE_SCRIPT='${folder}/script.json' FAKE_WORKFLOW=quick\n` +
        `exec '${Deno.execPath()}' ${flags} '${entry}' "$@"\n`,
      { mode: 0o755 },
    );
    await writeUserConfig(
      project,
      `providers:
  other:
    executable: ${program}
    profiles: { max: { model: thinker } }
    command:
      args: [go, [--use, "{model}"], [--thread, "{conversation}"]]
      events: jsonl
      fields:
        text: note.say
        tool: act.name
        target: act.on.0
        conversation: begin.thread
        model: begin.with
        result: over=fine
        error: trouble
        message: trouble.words
        cost: step.usd
        tokens: { input: step.used.in, output: step.used.out, cache_read: step.used.kept }
`,
    );
    await test({ project, starts: () => readStarts(folder) });
  });
}

Deno.test("run reads a described program's words, tools, cost and end, and goes on with its conversation for the signal", async () => {
  await withOther(["silent", "walk"], async ({ project, starts }) => {
    const ran = await project.run(
      [...task, "--provider", "other", "--max-usd", "5", "--verbose"],
    );
    assertEquals(ran.code, 4, ran.err);
    const session = project.session();
    session.sound();
    const [first, second] = await starts();
    const thread = first!.conversation;
    assertEquals(first!.argv, ["go", "--use", "thinker"]);
    assertEquals(second!.argv, ["go", "--use", "thinker", "--thread", thread]);
    assertEquals(
      session.rowsOf("attempt-started").map((row) => [row.type, row.resumes]),
      [["first", null], ["repair", thread]],
    );
    const ends = session.rowsOf("attempt-ended");
    assertEquals(ends.map((row) => [row.outcome.kind, row.costUsd]), [
      ["success", 0.75],
      ["success", 0.75],
    ]);
    assertEquals(ends[0]!.tokens, {
      input: 300,
      output: 30,
      cacheRead: 5,
      cacheWrite: 0,
    });
    assertStringIncludes(ran.err, "Write ");
    assertStringIncludes(ran.err, "Provider other, login not told");
    const logs = await project.run(["logs", "s", "--iteration", "1"]);
    assertStringIncludes(logs.out, "Working in planning.");
    assert(/^> Write /m.test(logs.out));
    const status = await project.run(["status", "s"]);
    assertEquals(status.code, 0);
  });
});

Deno.test("run tries a described program again when it fails, and says what it told", async () => {
  await withOther(["fails", "walk"], async ({ project }) => {
    const ran = await project.run([...task, "--provider", "other"]);
    assertEquals(ran.code, 4, ran.err);
    assertStringIncludes(
      ran.err,
      "crashed: exit code 1: the service is away",
    );
  });
});

Deno.test("run --dry-run shows how a described program is started, --isolated refuses it", async () => {
  await withOther([], async ({ project }) => {
    const dry = await project.run([...task, "-p", "other", "--dry-run"]);
    assertEquals(dry.code, 0, dry.err);
    assertStringIncludes(dry.out, "/other/other go --use thinker\n");
    const alone = await project.run([...task, "-p", "other", "--isolated"]);
    assertEquals(alone.code, 2);
    assertStringIncludes(alone.err, 'Cannot isolate "other"');
  });
});
