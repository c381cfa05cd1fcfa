import { assert, assertEquals } from "@std/assert";
import { type Config, describeProblem } from "../../lib/config/config.ts";
import { type ConfigInput, resolveConfig } from "../../lib/config/resolve.ts";
import { parseUserFile } from "../../lib/config/user_file.ts";

const folders = "MAIN_REPO=.\nWORKTREES=../w\nSESSIONS=../s\n";

interface Written {
  readonly flags?: ConfigInput["flags"];
  readonly env?: Record<string, string>;
  readonly dotenv?: string;
  readonly project?: string;
  readonly yaml?: string;
}

function resolve(
  { flags = {}, env = {}, dotenv, project = "", yaml }: Written,
) {
  return resolveConfig({
    flags,
    environment: env,
    envFile: dotenv === undefined ? null : { path: "/c/.env", text: dotenv },
    project: { path: "/app/.samocode", text: folders + project },
    user: yaml === undefined ? null : {
      ...parseUserFile(`version: 1\n${yaml}`, "/c/config.yaml"),
      path: "/c/config.yaml",
    },
    home: "/home/ann",
    cwd: "/app/src",
  });
}

function config(written: Written): Config {
  const result = resolve(written);
  assert(result.kind === "ok", JSON.stringify(result));
  return result.config;
}

function problems(written: Written): readonly string[] {
  const result = resolve(written);
  return result.kind === "ok" ? [] : result.problems.map(describeProblem);
}

Deno.test("resolveConfig() fills in defaults where nothing is written", () => {
  const found = config({});
  assertEquals(found.mainRepo, "/app");
  assertEquals(found.worktrees, "/w");
  assertEquals(found.sessions, "/s");
  assertEquals(found.providers, ["claude"]);
  assertEquals(found.workflow, "full");
  assertEquals(found.defaultProfile, "standard");
  assertEquals([found.maxAttempts, found.retryDelayMs], [3, 5000]);
  assertEquals([found.telegram, found.notifyCommand, found.branchPrefix], [
    null,
    null,
    null,
  ]);
  assertEquals(found.limits, {
    maxIterations: null,
    maxHours: null,
    maxUsd: null,
  });
  const { claude, codex, demo } = found.provider;
  assertEquals([claude?.timeoutMs, claude?.maxTurns], [1_800_000, 300]);
  assertEquals([codex?.timeoutMs, codex?.maxTurns], [1_800_000, null]);
  assertEquals(demo?.timeoutMs, 300_000);
  assertEquals(claude?.profiles["standard"], {
    model: "sonnet",
    effort: "high",
  });
  assertEquals(codex?.profiles["max"], { model: null, effort: "xhigh" });
  assertEquals(found.sources["PROVIDER"], "default");
});

Deno.test("resolveConfig() takes the first place in which a value is written", () => {
  const places = [
    [{ flags: { provider: "demo" } }, "demo", "command line"],
    [{ env: { SAMOCODE_PROVIDER: "CODEX" } }, "codex", "environment"],
    [{ dotenv: "X=1\nSAMOCODE_PROVIDER=demo" }, "demo", "/c/.env:2"],
    [{ project: "PROVIDER=codex" }, "codex", ".samocode:4"],
    [{ yaml: "default_provider: demo" }, "demo", "/c/config.yaml:2"],
    [{}, "claude", "default"],
  ] as const;
  for (let from = 0; from < places.length; from++) {
    // From the last place on, each earlier one is added on top.
    const written = Object.assign({}, ...places.slice(from).map(([w]) => w));
    const found = config(written);
    assertEquals(found.providers, [places[from]![1]]);
    assertEquals(found.sources["PROVIDER"], places[from]![2]);
  }
});

Deno.test("resolveConfig() passes over empty values", () => {
  const found = config({
    flags: { provider: "" },
    env: { SAMOCODE_PROVIDER: "", CLAUDE_TIMEOUT: " " },
    dotenv: "SAMOCODE_PROVIDER=",
    project: "PROVIDER=codex\nMAX_USD=\n",
  });
  assertEquals(found.providers, ["codex"]);
  assertEquals(found.provider["claude"]?.timeoutMs, 1_800_000);
  assertEquals(found.limits.maxUsd, null);
});

Deno.test("resolveConfig() sets the limit of every provider with --timeout", () => {
  const found = config({
    flags: { timeout: "99" },
    env: { CODEX_TIMEOUT: "7" },
    yaml: "providers:\n  own:\n    executable: x\n    timeout: 5\n",
  });
  const limits = Object.values(found.provider).map((p) => p.timeoutMs);
  assertEquals(limits, [99_000, 99_000, 99_000, 99_000]);
});

Deno.test("resolveConfig() reads limits from flags and project, with decimals for hours and money", () => {
  const project = "MAX_ITERATIONS=40\nMAX_HOURS=1.5\nMAX_USD=20\n";
  const found = config({ flags: { maxUsd: "0.25" }, project });
  assertEquals(found.limits, {
    maxIterations: 40,
    maxHours: 1.5,
    maxUsd: 0.25,
  });
  assertEquals(found.sources["MAX_HOURS"], ".samocode:5");
  assertEquals(found.sources["MAX_USD"], "command line");
});

Deno.test("resolveConfig() reports wrong values of all places at once, each once", () => {
  assertEquals(
    problems({
      flags: { timeout: "0", maxIterations: "2.5" },
      env: { CLAUDE_MAX_TURNS: "abc", SAMOCODE_SANDBOX: "maybe" },
      dotenv: "SAMOCODE_RETRY_DELAY=-5\nnonsense",
      project: "MAX_HOURS=x",
      yaml: "max_retries: 1.5\nnotify: 3",
    }),
    [
      '/c/.env:2: the line has no "="',
      "/c/config.yaml:3: notify must be text",
      'command line: --timeout is "0", not a positive whole number of seconds',
      'environment: CLAUDE_MAX_TURNS is "abc", not a positive whole number',
      'command line: --max-iterations is "2.5", not a positive whole number',
      '/app/.samocode:4: MAX_HOURS is "x", not a positive number',
      '/c/config.yaml:2: max_retries is "1.5", not a positive whole number',
      '/c/.env:1: SAMOCODE_RETRY_DELAY is "-5", not a positive whole number of seconds',
      'environment: SAMOCODE_SANDBOX is "maybe", neither 1 nor 0',
    ],
  );
});

Deno.test("resolveConfig() reports a wrong value that another place overrides", () => {
  assertEquals(problems({ flags: { maxUsd: "1" }, project: "MAX_USD=lots" }), [
    '/app/.samocode:4: MAX_USD is "lots", not a positive number',
  ]);
});

Deno.test("resolveConfig() takes a built-in workflow, or a path from where it is written", () => {
  assertEquals(config({ flags: { workflow: "quick" } }).workflow, "quick");
  assertEquals(
    config({ flags: { workflow: "own.md" } }).workflow,
    "/app/src/own.md",
  );
  assertEquals(config({ project: "WORKFLOW=own.md" }).workflow, "/app/own.md");
});

Deno.test("resolveConfig() keeps checks, setup and their places", () => {
  const found = config({ project: "CHECK_TEST=make test\nSETUP=npm ci\n" });
  assertEquals(found.checks, [{ name: "test", command: "make test" }]);
  assertEquals(found.setup, "npm ci");
  assertEquals(found.sources["CHECK_TEST"], ".samocode:4");
  assertEquals(found.sources["SETUP"], ".samocode:5");
});

Deno.test("resolveConfig() takes programs, notices and secrets only from the person", () => {
  const project =
    "SAMOCODE_NOTIFY=evil\nCLAUDE_PATH=/evil\nTELEGRAM_BOT_TOKEN=evil\nTELEGRAM_CHAT_ID=1\n";
  const found = config({ project });
  assertEquals(found.notifyCommand, null);
  assertEquals(found.telegram, null);
  assertEquals(found.provider["claude"]?.executable, "claude");
  const result = resolve({ project });
  assertEquals(result.warnings.length, 4);
});

Deno.test("resolveConfig() turns Telegram on with both values only", () => {
  const env = {
    TELEGRAM_BOT_TOKEN: "1:abc",
    SAMOCODE_TELEGRAM_API: "http://127.0.0.1:1/",
  };
  assertEquals(config({ env }).telegram, null);
  assertEquals(resolve({ env }).warnings, [
    "TELEGRAM_CHAT_ID is not set, Telegram stays off",
  ]);
  assertEquals(config({ env, dotenv: "TELEGRAM_CHAT_ID=42" }).telegram, {
    token: "1:abc",
    chatId: "42",
    api: "http://127.0.0.1:1",
  });
});

Deno.test("resolveConfig() reports warnings beside problems", () => {
  const result = resolve({ project: "MAX_HOUR=1\nMAX_USD=x\n" });
  assertEquals(result.kind, "problems");
  assertEquals(result.warnings, [
    "/app/.samocode:4: MAX_HOUR is unknown and not used; did you mean MAX_HOURS?",
  ]);
});

Deno.test("resolveConfig() reads retries and notices of config.yaml", () => {
  const found = config({
    yaml: "max_retries: 1\nretry_delay: 2\nnotify: say hi",
  });
  assertEquals([found.maxAttempts, found.retryDelayMs], [1, 2000]);
  assertEquals(found.notifyCommand, "say hi");
});

Deno.test("resolveConfig() reads how often the same tool call may come in a row", () => {
  const env = { SAMOCODE_MAX_REPEATS: "12" };
  assertEquals(config({ env }).clocks.maxRepeats, 12);
  assertEquals(config({}).clocks.maxRepeats, 60);
});
