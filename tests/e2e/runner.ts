/**
 * A CI runner: runs shell steps as GitHub and GitLab do, with nothing of the person's own around.
 *
 * @module
 */

import { assert } from "@std/assert";
import { join } from "@std/path";
import { parse } from "@std/yaml";

/** One step of a job. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
}

/** A workflow file. */
export interface WorkflowFile {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, {
      readonly if?: string;
      readonly environment?: string;
      readonly steps: readonly Step[];
    }>
  >;
}

/** What a step came to. */
export interface Done {
  readonly code: number;
  readonly text: string;
}

/** Reads the YAML that is shown under a heading of a document. */
export function shownYaml(document: string, heading: string): unknown {
  const [, section = ""] = document.split(`\n## ${heading}\n`);
  const [, yaml] = /^```yaml\n(.*?)^```$/ms.exec(section) ?? [];
  assert(yaml !== undefined);
  return parse(yaml);
}

/** A machine that is made for one job. */
export class Runner {
  readonly home: string;
  readonly workspace: string;
  readonly temp: string;
  readonly #path: string[] = [];

  /** @param options.programs Folder with programs that come before those of the system. */
  constructor(
    readonly dir: string,
    readonly options: {
      /** Name of a job of GitHub; without it nothing of GitHub is there. */
      readonly job?: string;
      readonly programs: string;
      readonly env: Readonly<Record<string, string>>;
    },
  ) {
    this.home = join(dir, "home");
    this.workspace = join(dir, "work", "repo");
    this.temp = join(dir, "temp");
    for (const folder of [this.home, this.temp, join(dir, "work")]) {
      Deno.mkdirSync(folder, { recursive: true });
    }
  }

  /** Takes the newest commit of a repository and nothing else, and no branch. */
  async checkout(origin: string): Promise<void> {
    const done = await this.shell(
      `git clone --quiet --depth 1 "file://${origin}" "${this.workspace}"
       cd "${this.workspace}"
       git checkout --quiet --detach`,
      this.dir,
    );
    assert(done.code === 0, done.text);
  }

  /** Runs a script as a step does. */
  async shell(script: string, cwd = this.workspace): Promise<Done> {
    const { job, programs, env } = this.options;
    const path = [...this.#path, programs, Deno.env.get("PATH") ?? ""];
    const { code, stdout, stderr } = await new Deno.Command("bash", {
      args: ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
      cwd,
      clearEnv: true,
      env: {
        ...env,
        CI: "true",
        HOME: this.home,
        PATH: path.join(":"),
        ...(job === undefined ? {} : {
          RUNNER_TEMP: this.temp,
          GITHUB_JOB: job,
          GITHUB_PATH: this.file("path"),
          GITHUB_OUTPUT: this.file("output"),
          GITHUB_STEP_SUMMARY: this.file("summary"),
        }),
      },
      stdin: "null",
    }).output();
    this.#path.unshift(
      ...this.read("path").split("\n").filter((line) => line !== ""),
    );
    const decoder = new TextDecoder();
    return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
  }

  /** Path of one of the files that steps write to. */
  file(name: "path" | "output" | "summary"): string {
    const path = join(this.temp, `.${name}`);
    Deno.writeTextFileSync(path, "", { append: true });
    return path;
  }

  /** What steps have written. */
  read(name: "path" | "output" | "summary"): string {
    return Deno.readTextFileSync(this.file(name));
  }
}
