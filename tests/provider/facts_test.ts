import { assertEquals } from "@std/assert";
import { claude } from "../../lib/provider/claude.ts";
import { codex } from "../../lib/provider/codex.ts";
import { factsOf } from "../../lib/provider/facts.ts";
import { sampleEvents } from "./recorded.ts";

Deno.test("factsOf() takes money and tokens of the last result and the turns of all", () => {
  const name = "claude/2.1.330/background-bash-two-results";
  const facts = factsOf(sampleEvents(claude, name));
  assertEquals(facts.costUsd, 0.0162);
  assertEquals(facts.tokens?.input, 300);
  assertEquals(facts.turns, 3);
  assertEquals(facts.cumulative, true);
});

Deno.test("factsOf() collects what was not allowed once", () => {
  const name = "claude/2.1.330/permission-denied";
  const events = sampleEvents(claude, name);
  assertEquals(factsOf(events).denials, ["Bash", "Write", "Bash"]);
  const onlyAtTheEnd = events.filter(({ kind }) => kind !== "denied");
  assertEquals(factsOf(onlyAtTheEnd).denials, ["Bash", "Write", "Bash"]);
  const cutOff = events.filter(({ kind }) => kind !== "result");
  assertEquals(factsOf(cutOff).denials, ["Bash", "Write", "Bash"]);
});

Deno.test("factsOf() tells which login paid, and leaves open what nobody told", () => {
  const claudeFacts = factsOf(sampleEvents(claude, "claude/2.1.330/ok"));
  assertEquals(claudeFacts.login, "ANTHROPIC_API_KEY");
  assertEquals(claudeFacts.version, "2.1.330");
  const codexFacts = factsOf(sampleEvents(codex, "codex/0.169.0/ok"));
  assertEquals(codexFacts.login, null);
  assertEquals(codexFacts.costUsd, null);
  assertEquals(codexFacts.turns, null);
  assertEquals(
    codexFacts.conversation,
    "01a2047c-7719-7571-90c4-a2a6b24a2044",
  );
  assertEquals(factsOf([]).conversation, null);
});
