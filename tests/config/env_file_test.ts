import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/config/env_file.ts";

Deno.test("parseEnvFile() keeps all entries and warns of misspelt ones only", () => {
  const text = "TELEGRAM_CHATID=1\nOTHER_THING=2\nCLAUDE_MODEL=opus\n";
  const { entries, warnings, problems } = parseEnvFile(text, "/c/.env");
  assertEquals([...entries.keys()], [
    "TELEGRAM_CHATID",
    "OTHER_THING",
    "CLAUDE_MODEL",
  ]);
  assertEquals(problems, []);
  assertEquals(warnings, [
    "/c/.env:1: TELEGRAM_CHATID is unknown; did you mean TELEGRAM_CHAT_ID?",
  ]);
});

Deno.test("parseEnvFile() reports a broken line without its text", () => {
  assertEquals(parseEnvFile("A=1\n12345:token\n", "/c/.env").problems, [
    { where: "/c/.env", line: 2, text: 'the line has no "="' },
  ]);
});
