// The jobs for GitLab in docs/ci.md, line by line, with a provider that costs nothing.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { makeOrigin, makePrograms, sessionOf } from "./ci_machine.ts";
import { type Done, Runner, shownYaml } from "./runner.ts";

interface Job {
  readonly extends?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly after_script: readonly string[];
  readonly needs?: readonly string[];
  readonly rules: readonly { readonly if: string; readonly when?: string }[];
  readonly allow_failure?: { readonly exit_codes: readonly number[] };
  readonly artifacts: {
    readonly when: string;
    readonly paths: readonly string[];
  };
}

const document = fromFileUrl(new URL("../../docs/ci.md", import.meta.url));
const pipeline = shownYaml(
  Deno.readTextFileSync(document),
  "GitLab",
) as Readonly<Record<string, Partial<Job>>>;
const TASK = 'Greet "everybody"';
const NAME = "ci-77";

/** A job with what it extends. */
function jobOf(name: string): Job {
  const own = pipeline[name]!;
  return { ...pipeline[own.extends!], ...own } as Job;
}

interface Stage {
  readonly origin: string;
  readonly programs: string;
  /** A fresh machine for a job. */
  readonly machine: (job: string, id: string) => Promise<Runner>;
}

async function withRunners(
  test: (stage: Stage) => Promise<void>,
): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir());
  try {
    const origin = await makeOrigin(dir);
    const programs = await makePrograms(dir);
    const machine = async (job: string, id: string) => {
      const given = {
        TASK,
        ANTHROPIC_API_KEY: "sk-of-the-runner",
        CI_JOB_ID: id,
        CI_PIPELINE_ID: "77",
        GITLAB_USER_LOGIN: "ann",
      };
      const env: Record<string, string> = { ...given };
      for (const [key, text] of Object.entries(jobOf(job).variables)) {
        env[key] = text.replace("$CI_PIPELINE_ID", given.CI_PIPELINE_ID);
      }
      const runner = new Runner(join(dir, `machine-${id}`), { programs, env });
      await runner.checkout(origin);
      return runner;
    };
    await test({ origin, programs, machine });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Runs a job as GitLab does: what comes before and the job in one shell, what comes after in another. */
async function runJob(runner: Runner, name: string): Promise<Done> {
  const job = jobOf(name);
  const done = await runner.shell(
    [...job.before_script, ...job.script].join("\n"),
  );
  const after = await runner.shell(job.after_script.join("\n"));
  assertEquals(after.code, 0, after.text);
  return done;
}

Deno.test("the jobs for GitLab plan on one machine, and build on another what was approved", () =>
  withRunners(async ({ origin, machine }) => {
    const first = await machine("plan", "1");
    const planned = await runJob(first, "plan");
    assertEquals(planned.code, 4, planned.text);
    const { allow_failure: allowed, artifacts } = jobOf("plan");
    assertEquals(allowed?.exit_codes, [4]);
    assertStringIncludes(planned.text, "## Implementation Phases");
    const session = sessionOf(join(first.home, "1"));
    session.sound();
    assertEquals(session.rowsOf("session-created")[0]?.task, TASK);

    const { needs, rules } = jobOf("approve");
    assertEquals(needs, ["plan"]);
    assertEquals(rules.map(({ when }) => when), ["manual"]);
    const second = await machine("approve", "2");
    assertEquals(artifacts.when, "always");
    for (const path of artifacts.paths) {
      await Deno.copyFile(
        join(first.workspace, path),
        join(second.workspace, path),
      );
    }
    // The first machine is thrown away.
    await Deno.remove(first.dir, { recursive: true });
    const done = await runJob(second, "approve");
    assertEquals(done.code, 0, done.text);
    const built = sessionOf(join(second.home, "2"));
    built.sound();
    assert(built.status().startsWith("done "), built.status());
    const opened = built.rowsOf("gate-opened").at(-1);
    assertEquals(opened?.note, "Approved on GitLab by ann");
    const pushed = await second.shell(
      `git -C "${origin}" log --format=%s main..${NAME}`,
    );
    assert(pushed.text.trim().split("\n").length >= 2, pushed.text);
    for (const { text } of [planned, done]) {
      assertEquals(text.includes("sk-of-the-runner"), false);
    }
  }));

Deno.test("a job for GitLab fails with a code that is not allowed where a session is blocked", () =>
  withRunners(async ({ programs, machine }) => {
    await Deno.writeTextFile(join(programs, "script.json"), '["loginExpired"]');
    const done = await runJob(await machine("plan", "1"), "plan");
    assertEquals(done.code, 5, done.text);
  }));
