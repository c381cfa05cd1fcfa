/**
 * Collects the values that must not get into a log, and the names that must not get to a provider.
 *
 * @module
 */

import type { EnvFile } from "./env_file.ts";
import type { Environment } from "./locations.ts";

/** A shorter value is a placeholder, and would black out half of a log. */
const MIN_SECRET = 8;

const OURS = /^TELEGRAM_(BOT_TOKEN|CHAT_ID)$/;
const SECRET = /(_TOKEN|_KEY|_SECRET|PASSWORD)$/i;

/** Values of `environment` and `.env` whose names say that they are secret, and both Telegram values; each once. */
export function collectSecrets(
  environment: Environment,
  envFile: EnvFile | null,
): readonly string[] {
  const written: (readonly [string, string | undefined])[] = [
    ...Object.entries(environment),
    ...[...envFile?.entries.values() ?? []]
      .map(({ key, value }) => [key, value] as const),
  ];
  const secrets = new Set<string>();
  for (const [name, value = ""] of written) {
    const isOurs = OURS.test(name);
    const isSecret = SECRET.test(name);
    const text = value.trim();
    if (isOurs ? text !== "" : isSecret && text.length >= MIN_SECRET) {
      secrets.add(text);
    }
  }
  return [...secrets];
}

/** Values by name, `***` for those whose names say that they are secret. */
export function withoutSecrets(
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const secret = OURS.test(name) || SECRET.test(name);
      return [name, secret && value !== "none" ? "***" : value];
    }),
  );
}

/**
 * Names whose value came from a `.env`, also where the environment has the same value: it was loaded from there.
 */
export function envFileNames(
  environment: Environment,
  envFile: EnvFile | null,
): readonly string[] {
  return [...envFile?.entries.values() ?? []]
    .filter(({ key, value }) => (environment[key] ?? value) === value)
    .map(({ key }) => key);
}
