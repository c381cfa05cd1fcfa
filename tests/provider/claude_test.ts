import { assert, assertEquals } from "@std/assert";
import type { ProviderRequest } from "../../lib/provider/adapter.ts";
import { claude } from "../../lib/provider/claude.ts";
import { requestWith } from "./request.ts";

const everything = requestWith({
  model: "opus",
  effort: "high",
  maxTurns: 300,
  maxUsd: 2.5,
  extraArgs: ["--add-dir", "/a", "/b"],
});

/** Flags of the program that take one word, and those that take all up to the next flag. */
const oneWord = [
  "--output-format",
  "--setting-sources",
  "--model",
  "--effort",
  "--max-turns",
  "--max-budget-usd",
  "--session-id",
  "--resume",
  "--name",
];
const manyWords = ["--disallowedTools", "--add-dir"];

/** Reads an argument list as the program does: flags with their words, and what is left over for a prompt. */
function parse(args: readonly string[]): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = { prompt: [] };
  let at = 0;
  while (at < args.length) {
    const flag = args[at++] ?? "";
    if (!flag.startsWith("-")) {
      found["prompt"] = [...found["prompt"] ?? [], flag];
      continue;
    }
    let end = at + (oneWord.includes(flag) ? 1 : 0);
    if (manyWords.includes(flag)) {
      while (end < args.length && !args[end]?.startsWith("-")) end++;
    }
    found[flag] = args.slice(at, end);
    at = end;
  }
  return found;
}

function flags(request: ProviderRequest): Record<string, readonly string[]> {
  return parse(claude.command(request).args);
}

Deno.test("claude.command() passes what was asked for", () => {
  const found = flags(everything);
  assertEquals(found["--model"], ["opus"]);
  assertEquals(found["--effort"], ["high"]);
  assertEquals(found["--max-turns"], ["300"]);
  assertEquals(found["--max-budget-usd"], ["2.50"]);
  assertEquals(found["--session-id"], [everything.conversation]);
  assertEquals(found["--name"], ["s 007 planning"]);
  assertEquals(found["--output-format"], ["stream-json"]);
  assertEquals(found["--setting-sources"], ["project,local"]);
  for (const flag of ["-p", "--verbose", "--dangerously-skip-permissions"]) {
    assertEquals(found[flag], []);
  }
});

Deno.test("claude.command() leaves no word that could be taken for a prompt or a tool", () => {
  const found = flags(everything);
  assertEquals(found["prompt"], []);
  assertEquals(found["--disallowedTools"]?.length, 1);
  assertEquals(found["--add-dir"], ["/a", "/b"]);
  assertEquals(claude.command(everything).stdin, "prompt");
  assert(!claude.command(everything).args.includes(everything.promptFile));
});

Deno.test("claude.command() forbids every tool that outlives the result", () => {
  const forbidden = flags(everything)["--disallowedTools"]?.[0]?.split(",");
  for (const tool of ["ScheduleWakeup", "Monitor", "CronCreate"]) {
    assert(forbidden?.includes(tool), tool);
  }
});

Deno.test("claude.command() leaves out what nobody asked for", () => {
  const found = flags(requestWith());
  for (const flag of ["--model", "--effort", "--max-turns", "--resume"]) {
    assertEquals(found[flag], undefined);
  }
});

Deno.test("claude.command() resumes instead of naming a new conversation", () => {
  const found = flags(requestWith({ resumes: "old" }));
  assertEquals(found["--resume"], ["old"]);
  assertEquals(found["--session-id"], undefined);
});

Deno.test("claude.command() inherits settings as far as wanted", () => {
  const sources = (["project", "all", "none"] as const).map((inherit) =>
    flags(requestWith({ inherit }))["--setting-sources"]?.[0]
  );
  assertEquals(sources, ["project,local", "user,project,local", ""]);
});

Deno.test("claude.command() never offers a budget that would be refused", () => {
  const budget = (maxUsd: number) =>
    flags(requestWith({ maxUsd }))["--max-budget-usd"];
  assertEquals([0, 1e-9, 1e3].map(budget), [["0.01"], ["0.01"], ["1000.00"]]);
});

Deno.test("claude.command() claims a sandbox on the person's word only", () => {
  const { env } = claude.command(requestWith());
  assertEquals(env["IS_SANDBOX"], undefined);
  assertEquals(env["CLAUDE_CODE_DISABLE_BACKGROUND_TASKS"], "1");
  const sandboxed = claude.command(requestWith({ sandbox: true })).env;
  assertEquals(sandboxed["IS_SANDBOX"], "1");
});

Deno.test("claude.command() hides an outer Claude Code but no login", () => {
  const { dropEnv } = claude.command(requestWith());
  const drops = (name: string) =>
    dropEnv.some((drop) =>
      drop.endsWith("*") ? name.startsWith(drop.slice(0, -1)) : name === drop
    );
  for (
    const name of ["CLAUDECODE", "CLAUDE_PID", "CLAUDE_CODE_MESSAGING_TOKEN"]
  ) assert(drops(name), name);
  for (
    const name of [
      "ANTHROPIC_API_KEY",
      "CLAUDE_CODE_OAUTH_TOKEN",
      "CLAUDE_CONFIG_DIR",
      "CLAUDE_CODE_USE_BEDROCK",
    ]
  ) assert(!drops(name), name);
});
