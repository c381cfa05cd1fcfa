/**
 * A project whose provider is the real program, and whose model is a script.
 *
 * @module
 */

import { join } from "@std/path";
import { type Project, withProject } from "../e2e/harness.ts";
import { agent } from "./agent.ts";
import type { Installed } from "./install.ts";
import { type Model, say } from "./model.ts";
import {
  nobody,
  prepareHome,
  serviceEnvironment,
  startService,
} from "./service.ts";
import type { StandIn } from "./stand_in.ts";

/** What a test of a real program has. */
export interface Scene {
  readonly installed: Installed;
  readonly project: Project;
  readonly api: StandIn;
  /** Folder for the prompts that the model's shell reads. */
  readonly acts: string;
}

/** How it is set up. */
export interface SceneOptions {
  /** Answers until another one is put in its place; a well-behaved agent unless told. */
  readonly model?: Model;
  /** Further lines of `.samocode`. */
  readonly config?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Login of a subscription instead of a key. */
  readonly subscription?: boolean;
  /** Nobody listens where the service should be. */
  readonly dead?: boolean;
}

/** Runs a test in such a project; nothing is left of it. */
export async function withProgram(
  installed: Installed,
  options: SceneOptions,
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { name, program } = installed;
  await using api = startService(name, () => say());
  const url = options.dead ? nobody : api.url;
  await withProject(async (project) => {
    await prepareHome(name, { home: project.home, url });
    const acts = join(project.dir, "acts");
    api.use(options.model ?? agent(acts));
    await test({ installed, project, api, acts });
  }, {
    config: options.config ?? [],
    env: {
      SAMOCODE_PROVIDER: name,
      [`${name.toUpperCase()}_PATH`]: program,
      ...serviceEnvironment(name, {
        url,
        subscription: options.subscription ?? false,
      }),
      ...options.env,
    },
  });
}
