// The GitHub workflow of docs/ci.md, step by step, with a provider that costs nothing.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { readStarts } from "../fakes/make_provider.ts";
import { makeOrigin, makePrograms, sessionOf } from "./ci_machine.ts";
import { type Done, Runner, shownYaml, type WorkflowFile } from "./runner.ts";

const document = fromFileUrl(new URL("../../docs/ci.md", import.meta.url));
const workflow = shownYaml(
  Deno.readTextFileSync(document),
  "GitHub",
) as WorkflowFile;
const NAME = "ci-77";

/** What the expressions of the workflow come to, by what stands in them. */
const VALUES: Readonly<Record<string, string>> = {
  "secrets.ANTHROPIC_API_KEY": "sk-of-the-runner",
  "inputs.task": 'Greet "everybody" for $1',
  "github.run_id": "77",
};

function evaluated(text: string): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, words) => {
    const value = VALUES[words];
    assert(value !== undefined, words);
    return value;
  });
}

/** Gives a test the origin, the record of the provider, and a fresh machine for each job. */
async function withRunners(
  test: (stage: {
    readonly origin: string;
    readonly programs: string;
    readonly machine: (job: string) => Promise<Runner>;
  }) => Promise<void>,
): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir());
  try {
    const origin = await makeOrigin(dir);
    const programs = await makePrograms(dir);
    const env = Object.fromEntries(
      Object.entries(workflow.env).map(([key, text]) => [key, evaluated(text)]),
    );
    const machine = async (job: string) => {
      const options = { job, programs, env };
      const runner = new Runner(join(dir, `machine-${job}`), options);
      await runner.checkout(origin);
      return runner;
    };
    await test({ origin, programs, machine });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Runs the shell steps of a job, but those that are left out; each must go well. */
async function runSteps(
  runner: Runner,
  { job, from, to }: {
    readonly job: string;
    readonly from?: string;
    readonly to?: string;
  },
): Promise<readonly Done[]> {
  const { steps } = workflow.jobs[job]!;
  const at = (name: string | undefined, none: number) =>
    name === undefined ? none : steps.findIndex((step) => step.name === name);
  const done: Done[] = [];
  for (const step of steps.slice(at(from, 0), at(to, steps.length - 1) + 1)) {
    if (step.run === undefined) continue;
    assert(!step.run.includes("${{"), "nobody quotes what is put in there");
    const one = await runner.shell(step.run);
    assertEquals(one.code, 0, `${step.name}:\n${one.text}`);
    done.push(one);
  }
  return done;
}

Deno.test("the jobs of docs/ci.md plan on one machine, and build on another what was approved", () =>
  withRunners(async ({ origin, programs, machine }) => {
    const first = await machine("plan");
    await runSteps(first, { job: "plan" });
    assertStringIncludes(first.read("output"), "code=4\n");
    assertEquals(workflow.jobs["build"]?.if, "needs.plan.outputs.code == '4'");
    assertEquals(workflow.jobs["build"]?.environment, "plan");
    const summary = first.read("summary");
    assertStringIncludes(summary, `-${NAME}\n\n**waiting** (exit code 4)`);
    assertStringIncludes(summary, "Samocode Progress");
    assertStringIncludes(summary, `-${NAME} --run\``);
    assertStringIncludes(summary, "## Implementation Phases");
    const planned = sessionOf(join(first.temp, "plan"));
    planned.sound();
    const [created] = planned.rowsOf("session-created");
    assertEquals(created?.task, VALUES["inputs.task"]);

    const second = await machine("build");
    await runSteps(second, { job: "build", to: "Configure" });
    await Deno.copyFile(
      join(first.temp, "session.tgz"),
      join(second.temp, "session.tgz"),
    );
    // The first machine is thrown away.
    await Deno.remove(first.dir, { recursive: true });
    await runSteps(second, { job: "build", from: "Unpack" });
    const built = sessionOf(join(second.temp, "build"));
    built.sound();
    assert(built.status().startsWith("done "), built.status());
    assertStringIncludes(second.read("summary"), "**done** (exit code 0)");
    const pushed = await second.shell(
      `git -C "${origin}" log --format=%s main..${NAME}`,
    );
    assert(pushed.text.trim().split("\n").length >= 2, pushed.text);

    const starts = await readStarts(programs);
    assert(starts.every(({ env }) => env.includes("ANTHROPIC_API_KEY")));
    for (const view of [summary, second.read("summary")]) {
      assertEquals(view.includes("sk-of-the-runner"), false);
    }
  }));

Deno.test("a job tells by its code that it failed, and the summary tells why", () =>
  withRunners(async ({ programs, machine }) => {
    await Deno.writeTextFile(join(programs, "script.json"), '["loginExpired"]');
    const runner = await machine("plan");
    await runSteps(runner, { job: "plan", to: "Configure" });
    const step = workflow.jobs["plan"]!.steps.find(({ id }) => id === "run");
    const done = await runner.shell(step!.run!);
    assertEquals(done.code, 1);
    assertStringIncludes(runner.read("output"), "code=5\n");
    assertStringIncludes(runner.read("summary"), "**blocked** (exit code 5)");
  }));
