import { assert, assertEquals } from "@std/assert";
import { describeProblem } from "../../lib/config/config.ts";
import { parseUserFile } from "../../lib/config/user_file.ts";

function read(command: string) {
  const file = parseUserFile(
    `version: 1\nproviders:\n  other:\n    executable: x\n${command}`,
    "/c.yaml",
  );
  return {
    command: file.providers["other"]?.command,
    problems: file.problems.map(describeProblem),
    warnings: file.warnings,
  };
}

Deno.test("readUserCommand() reads words, groups of words and fields", () => {
  const { command, problems, warnings } = read(`    command:
      args: [run, ["-m", "{model}"]]
      prompt: stdin
      events: jsonl
      polite: SIGINT
      fields:
        text: part.text
        result: type=end
        tokens: { input: usage.in, cache_read: usage.kept }
`);
  assertEquals([problems, warnings], [[], []]);
  assertEquals(command, {
    args: [["run"], ["-m", "{model}"]],
    prompt: "stdin",
    polite: "SIGINT",
    fields: {
      text: "part.text",
      tool: null,
      target: null,
      conversation: null,
      model: null,
      result: "type=end",
      error: null,
      message: null,
      cost: null,
      tokens: {
        input: "usage.in",
        output: null,
        cacheRead: "usage.kept",
        cacheWrite: null,
      },
    },
  });
});

Deno.test("readUserCommand() takes standard input and no events where nothing is written", () => {
  assertEquals(read("    command: { args: [] }\n").command, {
    args: [],
    prompt: "stdin",
    polite: "SIGTERM",
    fields: null,
  });
  assertEquals(read("").command, null);
});

Deno.test("readUserCommand() tells everything that cannot be meant", () => {
  const { problems, warnings } = read(`    command:
      args: ["{modle}", "{model}"]
      prompt: file
      events: xml
      polite: SIGKILL
      fields: { text: a }
      shell: yes
`);
  const at = "providers.other.command";
  assertEquals(problems.toSorted(), [
    `/c.yaml:10: ${at}.fields needs "events: jsonl"`,
    `/c.yaml:6: ${at}.args has {modle}, which is none of {prompt_file}, {session}, {working_dir}, {model}, {effort}, {conversation}`,
    `/c.yaml:6: ${at}.args must have {prompt_file} with prompt: file`,
    `/c.yaml:8: ${at}.events must be none or jsonl`,
    `/c.yaml:9: ${at}.polite must be SIGTERM or SIGINT`,
  ]);
  assert(warnings[0]?.includes(`${at}.shell is unknown`));
  assertEquals(read("    command: { args: [[1]] }\n").problems, [
    `/c.yaml:5: ${at}.args must be a list of texts, or of lists of them`,
  ]);
});
