import { assert, assertEquals } from "@std/assert";
import { codex } from "../../lib/provider/codex.ts";
import { requestWith } from "./request.ts";

function args(...changes: Parameters<typeof requestWith>): readonly string[] {
  return codex.command(requestWith(...changes)).args;
}

Deno.test("codex.command() starts a new conversation in the working folder", () => {
  assertEquals(args({ model: "gpt-6.1-sol", effort: "high" }), [
    "exec",
    "--json",
    "--dangerously-bypass-approvals-and-sandbox",
    "--skip-git-repo-check",
    "-C",
    "/worktrees/s",
    "-m",
    "gpt-6.1-sol",
    "-c",
    'model_reasoning_effort="high"',
    "-c",
    "analytics.enabled=false",
    "-c",
    "features.unbounded_connection_retries=false",
    "-c",
    "notify=[]",
    "-c",
    "features.hooks=false",
    "--",
    "-",
  ]);
});

Deno.test("codex.command() resumes without the flags that resume does not know", () => {
  const found = args({ resumes: "01a2" });
  assertEquals(found.slice(0, 4), ["exec", "resume", "01a2", "--json"]);
  assert(!found.includes("-C"));
});

Deno.test("codex.command() keeps the prompt's place behind extra flags", () => {
  const found = args({ extraArgs: ["--image", "a.png"] });
  assertEquals(found.slice(-4), ["--image", "a.png", "--", "-"]);
  assertEquals(codex.command(requestWith()).stdin, "prompt");
});

Deno.test("codex.command() quotes an effort as TOML", () => {
  assert(args({ effort: 'a"b' }).includes('model_reasoning_effort="a\\"b"'));
});

Deno.test("codex.command() inherits settings as far as wanted", () => {
  const ignores = (["project", "all", "none"] as const).map((inherit) =>
    ["notify=[]", "features.hooks=false", "--ignore-user-config"].map((word) =>
      args({ inherit }).includes(word)
    )
  );
  assertEquals(ignores, [
    [true, true, false],
    [false, false, false],
    [true, true, true],
  ]);
});

Deno.test("codex.command() hides an outer Codex but not its home", () => {
  const { dropEnv } = codex.command(requestWith());
  assert(dropEnv.includes("CODEX_THREAD_ID"));
  assert(!dropEnv.includes("CODEX_HOME"));
  assert(!dropEnv.includes("CODEX_API_KEY"));
});

Deno.test("codex needs to be told what only another program reads", () => {
  assertEquals(codex.unreadInstructions, ["CLAUDE.md"]);
});
