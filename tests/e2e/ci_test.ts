// The workflow of docs/ci.md, step by step, with a provider that costs nothing.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { shellWord } from "../../lib/workflow/shell_word.ts";
import { makeFakeProvider, readStarts } from "../fakes/make_provider.ts";
import { cacheFolder, programWords } from "./program.ts";
import { type Done, Runner, shownWorkflow } from "./runner.ts";
import { SessionView } from "./session_view.ts";

const document = fromFileUrl(new URL("../../docs/ci.md", import.meta.url));
const workflow = shownWorkflow(Deno.readTextFileSync(document));
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

/** Programs that a runner has, or that its install step gets: npm and curl bring what is here already. */
async function makePrograms(dir: string): Promise<string> {
  const folder = join(dir, "programs");
  await Deno.mkdir(folder);
  const provider = await makeFakeProvider(folder);
  const install = (name: string, words: readonly string[]) =>
    `mkdir -p "$HOME/.local/bin"
cat >"$HOME/.local/bin/${name}" <<'PROGRAM'
#!/bin/sh
exec ${words.map(shellWord).join(" ")} "$@"
PROGRAM
chmod +x "$HOME/.local/bin/${name}"`;
  const samocode = [
    "env",
    `DENO_DIR=${await cacheFolder()}`,
    ...programWords(),
  ];
  const program = (name: string, text: string) =>
    Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${text}\n`, {
      mode: 0o755,
    });
  await program(
    "npm",
    `[ "$1" = test ] && exit\n${install("claude", [provider])}`,
  );
  await program(
    "curl",
    `cat <<'SCRIPT'\n${install("samocode", samocode)}\nSCRIPT`,
  );
  return folder;
}

/** A repository of which a shallow clone takes only a part. */
async function makeOrigin(dir: string): Promise<string> {
  const script = `git init -q --bare -b main origin.git
git init -q -b main first && cd first
git config user.name Ada && git config user.email ada@localhost
echo 1 >a && git add . && git commit -qm One
echo 2 >a && git commit -qam Two
git push -q ../origin.git main`;
  const { success } = await new Deno.Command("sh", {
    args: ["-ec", script],
    cwd: dir,
  }).output();
  assert(success);
  return join(dir, "origin.git");
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

/** The session that a job worked on. */
function sessionOf(runner: Runner, job: string): SessionView {
  const folder = join(runner.temp, job, "sessions");
  const [entry] = [...Deno.readDirSync(folder)];
  return new SessionView(join(folder, entry!.name));
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
    const planned = sessionOf(first, "plan");
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
    const built = sessionOf(second, "build");
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
