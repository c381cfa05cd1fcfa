/**
 * One iteration that fails, or an attempt of it, and what came of it.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Installed } from "./install.ts";
import type { Model } from "./model.ts";
import { proof } from "./proof.ts";
import type { Scene, SceneOptions } from "./stage.ts";

/** What is expected of a single attempt. */
export interface Failing extends SceneOptions {
  readonly model: Model;
  /** How the attempt ends. */
  readonly outcome: string;
  /** Exit code of the run. */
  readonly code: number;
  /** Requests that the service gets. */
  readonly requests?: number;
}

/** A test: one attempt against a model, and no second one. */
export function failing(
  installed: Installed | null,
  name: string,
  { outcome, code, requests, ...options }: Failing,
  look: (scene: Scene, err: string) => Promise<void> | void = () => {},
): void {
  proof(installed, name, async (scene) => {
    const { project, api } = scene;
    const ran = await project.run(["run", "s", "--task", "Do it", "--once"]);
    const session = project.session();
    session.sound();
    assertEquals(session.outcomes(), [outcome], ran.err);
    assertEquals(ran.code, code, ran.err);
    if (requests !== undefined) assertEquals(api.requests.length, requests);
    await look(scene, ran.err);
  }, { ...options, env: { SAMOCODE_MAX_RETRIES: "1", ...options.env } });
}
