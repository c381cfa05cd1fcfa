import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { loadProject, type ProjectOptions } from "../../lib/cli/project.ts";
import { UsageError } from "../../lib/errors.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

const good = "MAIN_REPO=.\nWORKTREES=../w\nSESSIONS=../s\n";

/** A home folder with an empty project folder `app`. */
async function inHome(test: (home: string) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(home, "app"));
    await Deno.mkdir(join(home, ".config/samocode"), { recursive: true });
    await test(home);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function write(home: string, files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(home, name), text);
  }
}

function load(
  home: string,
  { env = {}, ...options }: ProjectOptions & { env?: Record<string, string> } =
    {},
) {
  const cwd = join(home, "app");
  return loadProject(
    fakeTerminal({ cwd, env: { HOME: home, ...env } }),
    options,
  );
}

async function details(loading: Promise<unknown>): Promise<readonly string[]> {
  const error = await assertRejects(() => loading, UsageError);
  assertEquals(error.exitCode, 2);
  return error.details;
}

Deno.test("loadProject() reads all files and writes nothing", () =>
  inHome(async (home) => {
    await write(home, {
      "app/.samocode": `${good}COLOR=red\n`,
      "app/.env": "CLAUDE_MODEL=of-the-product\n",
      ".config/samocode/.env": "CLAUDE_TIMEOUT=60\n",
      ".config/samocode/config.yaml": "version: 1\ndefault_provider: codex\n",
    });
    const { config, warnings } = await load(home, { flags: { maxUsd: "3" } });
    assertEquals(config.mainRepo, join(home, "app"));
    assertEquals(config.sessions, join(home, "s"));
    assertEquals(config.providers, ["codex"]);
    assertEquals(config.provider["claude"]?.timeoutMs, 60_000);
    assertEquals(config.provider["claude"]?.model, null);
    assertEquals(config.limits.maxUsd, 3);
    assertEquals(config.envFileNames, ["CLAUDE_TIMEOUT"]);
    assertEquals(warnings.length, 1);
    const names = [...Deno.readDirSync(home)].map(({ name }) => name).sort();
    assertEquals(names, [".config", "app"]);
  }));

Deno.test("loadProject() works without any file of the person", () =>
  inHome(async (home) => {
    await write(home, { "app/.samocode": good });
    await Deno.remove(join(home, ".config"), { recursive: true });
    assertEquals((await load(home)).config.providers, ["claude"]);
  }));

Deno.test("loadProject() reports problems of all files and all folders together", () =>
  inHome(async (home) => {
    await write(home, {
      "app/.samocode":
        "MAIN_REPO=../gone\nWORKTREES=../file\nSESSIONS=../file/s\nMAX_USD=x\nMAX_HOUR=1\n",
      "file": "",
      ".config/samocode/.env": "nonsense\n",
      ".config/samocode/config.yaml": "version: 2\n",
    });
    const project = join(home, "app/.samocode");
    const own = join(home, ".config/samocode");
    assertEquals(await details(load(home, { flags: { timeout: "x" } })), [
      `${own}/.env:1: the line has no "="`,
      `${own}/config.yaml:1: version is 2, it must be 1`,
      'command line: --timeout is "x", not a positive whole number of seconds',
      `${project}:4: MAX_USD is "x", not a positive number`,
      `${project}:1: MAIN_REPO does not exist: ${home}/gone`,
      `${project}:2: WORKTREES is not a folder: ${home}/file`,
      `warning: ${project}:5: MAX_HOUR is unknown and not used; did you mean MAX_HOURS?`,
    ]);
  }));

Deno.test("loadProject() names a MAIN_REPO that is a file", () =>
  inHome(async (home) => {
    await write(home, {
      "app/.samocode": `${good.replace(".", "~/file")}`,
      file: "",
    });
    assertEquals(await details(load(home)), [
      `${home}/app/.samocode:1: MAIN_REPO is not a folder: ${home}/file`,
    ]);
  }));

Deno.test("loadProject() reads the .env that SAMOCODE_ENV_FILE names instead", () =>
  inHome(async (home) => {
    await write(home, {
      "app/.samocode": good,
      "app/mine.env": "CLAUDE_MODEL=haiku\n",
      ".config/samocode/.env": "CLAUDE_MODEL=opus\n",
    });
    const env = { SAMOCODE_ENV_FILE: "mine.env" };
    const { config } = await load(home, { env });
    assertEquals(config.provider["claude"]?.model, "haiku");
    assertEquals(
      await details(load(home, { env: { SAMOCODE_ENV_FILE: "gone.env" } })),
      [`environment: SAMOCODE_ENV_FILE names "${home}/app/gone.env", which does not exist`],
    );
  }));

Deno.test("loadProject() reports a file that cannot be read", () =>
  inHome(async (home) => {
    await write(home, { "app/.samocode": good });
    await Deno.mkdir(join(home, ".config/samocode/config.yaml"));
    const [first, ...others] = await details(load(home));
    assertEquals(others, []);
    assertStringIncludes(first!, "config.yaml: cannot be read: it is a folder");
  }));

Deno.test("loadProject() reads links to files, as a person keeps them", () =>
  inHome(async (home) => {
    await write(home, { "app/real": good, "dotfile": "CLAUDE_MODEL=haiku\n" });
    await Deno.symlink("real", join(home, "app/.samocode"));
    await Deno.symlink(
      join(home, "dotfile"),
      join(home, ".config/samocode/.env"),
    );
    const { config } = await load(home);
    assertEquals(config.file, join(home, "app/.samocode"));
    assertEquals(config.provider["claude"]?.model, "haiku");
  }));

Deno.test("loadProject() warns of a predecessor's file of providers as long as there is none of ours", () =>
  inHome(async (home) => {
    const folder = join(home, ".config/samocode");
    const old = { ".config/samocode/config.toml": "version = 1\n" };
    await write(home, { "app/.samocode": good, ...old });
    assertEquals((await load(home)).warnings, [
      `${folder}/config.toml is not read: providers and profiles belong into ${folder}/config.yaml`,
    ]);
    await write(home, { ".config/samocode/config.yaml": "version: 1\n" });
    assertEquals((await load(home)).warnings, []);
  }));

Deno.test("loadProject() never shows a secret in a problem", () =>
  inHome(async (home) => {
    await write(home, {
      "app/.samocode": good,
      ".config/samocode/.env": 'TELEGRAM_BOT_TOKEN="s3cr3t$"\ns3cr3t\n',
    });
    const lines = await details(load(home));
    assertEquals(lines.length, 2);
    assertEquals(lines.join().includes("s3cr3t"), false);
  }));
