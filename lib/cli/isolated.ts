/**
 * `--isolated`: providers take over nothing from the person's and the repository's own settings.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";

/**
 * The configuration with every provider of the chain on its own.
 *
 * @throws {UsageError} for a program of the person's own: nobody told how it is done there.
 */
export function isolated(config: Config): Config {
  const own = config.providers.find((name) =>
    config.provider[name]?.command !== null
  );
  if (own !== undefined) {
    throw new UsageError(
      `Cannot isolate "${own}": samocode does not know how, its description is yours`,
      { hint: `what isolates it in providers.${own}.args, without --isolated` },
    );
  }
  const alone = config.providers.map((name) =>
    [name, { ...config.provider[name]!, inherit: "none" }] as const
  );
  return {
    ...config,
    provider: { ...config.provider, ...Object.fromEntries(alone) },
  };
}
