// Ctrl-C in the middle of a push.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { until } from "../../system/survivors.ts";
import {
  ended,
  programEnvironment,
  programWords,
  startIn,
} from "../program.ts";
import { inShipping } from "./scene.ts";

Deno.test("ship ends the push at Ctrl-C, journals nothing, and lets go of the session", () =>
  inShipping(async ({ project, gh, bare, output, shipped, ship }) => {
    const mark = join(project.home, "pushing");
    const hook = join(bare, "hooks", "pre-receive");
    await Deno.writeTextFile(
      hook,
      `#!/bin/sh\n: >'${mark}'\nsleep 20\n`,
      { mode: 0o755 },
    );
    const env = programEnvironment(project);
    const child = startIn(project, [...programWords, "ship", "auth", "--yes"], {
      env: { ...env, PATH: `${gh.bin}:${env["PATH"]}` },
    });
    await until(() =>
      [...Deno.readDirSync(project.home)].some(({ name }) => name === "pushing")
    );
    Deno.kill(child.pid, "SIGINT");
    const { code, err } = await ended(child);
    assertEquals(code, 130);
    assertStringIncludes(err, 'Cannot push "auth" to "origin": interrupted');
    assertEquals(output(["branch", "--list", "auth"], bare), "");
    assertEquals(shipped(), []);
    await Deno.remove(hook);
    assertEquals((await ship()).code, 0);
  }));
