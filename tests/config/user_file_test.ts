import { assertEquals } from "@std/assert";
import { describeProblem } from "../../lib/config/config.ts";
import { parseUserFile } from "../../lib/config/user_file.ts";

const path = "/c/config.yaml";

function problems(text: string): readonly string[] {
  return parseUserFile(text, path).problems.map(describeProblem);
}

const full = `version: 1
default_provider: codex
default_profile: strong
max_retries: 2
notify: notify-send
providers:
  Claude:
    executable: /opt/claude
    timeout: 900
    args: [--verbose]
    drop_env: [NODE_*]
    inherit: none
    profiles:
      own: { model: opus, effort: max }
      light:
        model: haiku
  codex:
workflow_overrides:
  Planning: max
`;

Deno.test("parseUserFile() reads every setting with its line", () => {
  const file = parseUserFile(full, path);
  assertEquals([file.problems, file.warnings], [[], []]);
  assertEquals(
    [...file.settings].map(([key, { value, line }]) => [key, value, line]),
    [
      ["default_provider", "codex", 2],
      ["default_profile", "strong", 3],
      ["notify", "notify-send", 5],
      ["max_retries", "2", 4],
      ["providers.claude.executable", "/opt/claude", 8],
      ["providers.claude.timeout", "900", 9],
    ],
  );
  assertEquals(file.providers["claude"], {
    line: 7,
    args: ["--verbose"],
    dropEnv: ["NODE_*"],
    inherit: "none",
    profiles: {
      own: { model: "opus", effort: "max" },
      light: { model: "haiku", effort: null },
    },
    price: null,
    command: null,
  });
  assertEquals(Object.keys(file.providers), ["claude", "codex"]);
  assertEquals(file.workflowOverrides.get("planning")?.value, "max");
  assertEquals(file.workflowOverrides.get("planning")?.line, 19);
});

Deno.test("parseUserFile() collects every problem with key path and line", () => {
  const text = `version: 2
default_profile: [a]
max_retries: many
providers:
  claude:
    args: x
    inherit: some
    profiles: 5
  "a b":
    executable: 7
workflow_overrides: x
`;
  assertEquals(problems(text), [
    "/c/config.yaml:1: version is 2, it must be 1",
    "/c/config.yaml:2: default_profile must be text",
    "/c/config.yaml:3: max_retries must be a number",
    "/c/config.yaml:8: providers.claude.profiles must be a mapping of keys",
    "/c/config.yaml:7: providers.claude.inherit must be project, all, none",
    "/c/config.yaml:6: providers.claude.args must be a list of texts",
    '/c/config.yaml:9: providers.a b is no name: letters, digits, "-" and "_"',
    "/c/config.yaml:10: providers.a b.executable must be text",
    "/c/config.yaml:11: workflow_overrides must be a mapping of keys",
  ]);
});

Deno.test("parseUserFile() reports broken YAML as one problem with its line", () => {
  assertEquals(problems("version: 1\nversion: 1\n"), [
    "/c/config.yaml:2: Cannot store mapping pair: duplicated key",
  ]);
  assertEquals(problems("version = = 1"), [
    "/c/config.yaml: must be a mapping of keys",
  ]);
});

Deno.test("parseUserFile() takes an empty file for none, and else wants a version", () => {
  assertEquals(problems("# nothing yet\n"), []);
  assertEquals(problems("notify: x\n"), [
    "/c/config.yaml: version is missing, it must be 1",
  ]);
});

Deno.test("parseUserFile() warns of unknown keys at every level", () => {
  const text = `version: 1
default_provder: codex
providers:
  claude:
    exectable: x
    profiles: { own: { modle: a } }
`;
  assertEquals(parseUserFile(text, path).warnings, [
    "/c/config.yaml:2: default_provder is unknown and not used; did you mean default_provider?",
    "/c/config.yaml:5: providers.claude.exectable is unknown and not used; did you mean executable?",
    "/c/config.yaml:6: providers.claude.profiles.own.modle is unknown and not used; did you mean model?",
  ]);
});
