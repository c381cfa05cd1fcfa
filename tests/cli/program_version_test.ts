import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  programVersion,
  programVersions,
  untriedVersions,
} from "../../lib/cli/program_version.ts";
import { adapterOf } from "../../lib/provider/adapters.ts";

/** Runs a test with programs that are shell scripts. */
async function withScripts(
  scripts: Readonly<Record<string, string>>,
  test: (path: (name: string) => string) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    for (const [name, script] of Object.entries(scripts)) {
      await Deno.writeTextFile(join(dir, name), `#!/bin/sh\n${script}\n`, {
        mode: 0o755,
      });
    }
    await test((name) => join(dir, name));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const env = { PATH: "/usr/bin:/bin", SAMOCODE_X: "1", MINE: "1" };
const options = { env, dropEnv: ["MINE"] };

Deno.test("programVersions() finds the number in what each program tells, and asks no demo", () =>
  withScripts({
    claude: 'test "$1" = --version && echo "2.1.330 (Claude Code)"',
    codex: 'echo "codex-cli 0.169.0-alpha.1"; echo more',
    demo: "echo 9.9.9",
  }, async (path) => {
    const programs = Object.fromEntries(
      ["claude", "codex", "demo"].map((name) => [
        name,
        { file: path(name), args: [] },
      ]),
    );
    assertEquals(await programVersions(programs, options), {
      claude: "2.1.330",
      codex: "0.169.0-alpha.1",
    });
  }));

Deno.test("programVersions() leaves out what tells no number, fails, or is not there", () =>
  withScripts({
    quiet: "true",
    failing: "echo 1.2.3; exit 1",
    wordy: "echo version unknown",
  }, async (path) => {
    const programs = Object.fromEntries(
      ["quiet", "failing", "wordy", "absent"].map((name) => [
        name,
        { file: path(name), args: [] },
      ]),
    );
    assertEquals(await programVersions(programs, options), {});
  }));

Deno.test("programVersion() gives a program neither our variables nor what is to be taken out", () =>
  withScripts({
    claude: 'echo "1.0.0${SAMOCODE_X:+ ours}${MINE:+ mine}"',
  }, async (path) => {
    assertEquals(await programVersion(path("claude"), options), "1.0.0");
  }));

Deno.test("programVersion() does not wait for a program that hangs once nobody wants to know", () =>
  withScripts({ claude: "exec sleep 60" }, async (path) => {
    const stop = new AbortController();
    const asked = programVersion(path("claude"), {
      ...options,
      stop: stop.signal,
    });
    stop.abort();
    assertEquals(await asked, null);
  }));

Deno.test("untriedVersions() names versions that the contract was not run with", () => {
  const tried = adapterOf("claude")?.contractVersions?.at(-1) ?? "";
  assertEquals(untriedVersions({ claude: tried }), []);
  assertEquals(untriedVersions({ demo: "1.0.0", unknown: "1.0.0" }), []);
  assertEquals(untriedVersions({ claude: "9.0.0", codex: "9.1.0" }).length, 2);
});
