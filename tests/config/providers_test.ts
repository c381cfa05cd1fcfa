import { assert, assertEquals } from "@std/assert";
import { describeProblem } from "../../lib/config/config.ts";
import { type ConfigInput, resolveConfig } from "../../lib/config/resolve.ts";
import { parseUserFile } from "../../lib/config/user_file.ts";

const text = "MAIN_REPO=.\nWORKTREES=../w\nSESSIONS=../s\n";

function resolve(part: Partial<ConfigInput>) {
  return resolveConfig({
    flags: {},
    environment: {},
    envFile: null,
    project: { path: "/app/.samocode", text },
    user: null,
    home: "/home/ann",
    cwd: "/app/src",
    ...part,
  });
}

function config(part: Partial<ConfigInput>) {
  const result = resolve(part);
  assert(result.kind === "ok", JSON.stringify(result));
  return result.config;
}

function problems(part: Partial<ConfigInput>): readonly string[] {
  const result = resolve(part);
  return result.kind === "ok" ? [] : result.problems.map(describeProblem);
}

function yaml(text: string): ConfigInput["user"] {
  const path = "/c/config.yaml";
  return { ...parseUserFile(`version: 1\n${text}`, path), path };
}

Deno.test("resolveChain() reads a chain in lower case, each provider once", () => {
  const flags = { provider: "Claude, codex,claude," };
  assertEquals(config({ flags }).providers, ["claude", "codex"]);
});

Deno.test("resolveChain() names the known providers when one is unknown", () => {
  const user = yaml("providers: { own: { executable: x } }");
  assertEquals(problems({ flags: { provider: "claude,cluade" }, user }), [
    'command line: --provider is "cluade", not a known provider: claude, codex, demo, own',
  ]);
  assertEquals(problems({ flags: { provider: "constructor" } }), [
    'command line: --provider is "constructor", not a known provider: claude, codex, demo',
  ]);
});

Deno.test("resolveProviders() makes paths absolute from where they are written and leaves bare names", () => {
  const executable = (part: Partial<ConfigInput>) =>
    config(part).provider["claude"]?.executable;
  const env = (CLAUDE_PATH: string) => ({ environment: { CLAUDE_PATH } });
  assertEquals(executable(env("claude2")), "claude2");
  assertEquals(executable(env("~/bin/claude")), "/home/ann/bin/claude");
  assertEquals(executable(env("./claude")), "/app/src/claude");
  const user = yaml("providers: { claude: { executable: bin/claude } }");
  assertEquals(executable({ user }), "/c/bin/claude");
  const envFile = { path: "/c/.env", text: "CLAUDE_PATH=/opt/claude" };
  assertEquals(executable({ user, envFile }), "/opt/claude");
});

Deno.test("resolveProviders() changes only what is described of a built-in provider", () => {
  const user = yaml(`providers:
  claude:
    max_turns: 10
    args: [--verbose]
    drop_env: [NODE_*]
    inherit: all
    profiles:
      standard: { model: opus }
      own: { effort: max }
`);
  const environment = { CLAUDE_MODEL: "fable" };
  const found = config({ user, environment });
  const claude = found.provider["claude"];
  assertEquals(claude?.maxTurns, 10);
  assertEquals(claude?.model, "fable");
  assertEquals(claude?.args, ["--verbose"]);
  assertEquals(claude?.dropEnv, ["NODE_*"]);
  assertEquals(claude?.inherit, "all");
  assertEquals(claude?.profiles["standard"], { model: "opus", effort: null });
  assertEquals(claude?.profiles["light"], { model: "haiku", effort: null });
  assertEquals(claude?.profiles["own"], { model: null, effort: "max" });
  assertEquals(found.sources["CLAUDE_MAX_TURNS"], "/c/config.yaml:4");
});

Deno.test("resolveProviders() gives a described provider the whole ladder and wants its program", () => {
  const user = yaml("providers:\n  own:\n    executable: own-agent\n");
  const own = config({ user }).provider["own"];
  assertEquals(own?.executable, "own-agent");
  assertEquals(own?.timeoutMs, 1_800_000);
  assertEquals(own?.profiles["standard"], { model: null, effort: null });
  assertEquals(
    problems({ user: yaml("providers:\n  own:\n    timeout: 5\n") }),
    [
      "/c/config.yaml:3: providers.own.executable is missing",
    ],
  );
});

Deno.test("resolveProfiles() wants each named profile of every provider in the chain", () => {
  const user = yaml(`default_profile: mine
providers:
  codex:
    profiles: { mine: { effort: low } }
workflow_overrides:
  planning: mine
  done: light
`);
  assertEquals(
    config({ user, flags: { provider: "codex" } }).workflowOverrides,
    {
      planning: "mine",
      done: "light",
    },
  );
  assertEquals(problems({ user, flags: { provider: "codex,demo" } }), [
    '/c/config.yaml:2: default_profile is "mine", demo has no such profile: light, standard, strong, max, own',
    '/c/config.yaml:7: workflow_overrides.planning is "mine", demo has no such profile: light, standard, strong, max, own',
  ]);
});
