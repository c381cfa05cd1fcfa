import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/config/env_file.ts";
import {
  collectSecrets,
  envFileNames,
  withoutSecrets,
} from "../../lib/config/secrets.ts";

Deno.test("collectSecrets() takes values by their names, long enough, each once", () => {
  const environment = {
    GH_TOKEN: "12345678",
    aws_secret_access_key: "abcdefgh",
    DB_PASSWORD: "longenough",
    SHORT_KEY: "1234567",
    TOKENS: "not-a-secret-name",
    TELEGRAM_CHAT_ID: "42",
  };
  const envFile = parseEnvFile(
    "GH_TOKEN=12345678\nX_SECRET=from-file\n",
    "/.env",
  );
  assertEquals(collectSecrets(environment, envFile), [
    "12345678",
    "abcdefgh",
    "longenough",
    "42",
    "from-file",
  ]);
  assertEquals(collectSecrets({}, null), []);
});

Deno.test("envFileNames() names what the environment does not have otherwise", () => {
  const envFile = parseEnvFile("A=1\nB=2\nC=3\n", "/.env");
  assertEquals(envFileNames({ B: "2", C: "4" }, envFile), ["A", "B"]);
  assertEquals(envFileNames({}, null), []);
});

Deno.test("withoutSecrets() masks values whose names say that they are secret", () => {
  const values = {
    TELEGRAM_BOT_TOKEN: "1:a",
    TELEGRAM_CHAT_ID: "none",
    SETUP: "make",
  };
  assertEquals(withoutSecrets(values), {
    TELEGRAM_BOT_TOKEN: "***",
    TELEGRAM_CHAT_ID: "none",
    SETUP: "make",
  });
});
