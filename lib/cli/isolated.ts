/**
 * `--isolated`: providers take over nothing from the person's and the repository's own settings.
 *
 * @module
 */

import type { Config } from "../config/config.ts";

/** The configuration with every provider of the chain on its own. */
export function isolated(config: Config): Config {
  const alone = config.providers.map((name) =>
    [name, { ...config.provider[name]!, inherit: "none" }] as const
  );
  return {
    ...config,
    provider: { ...config.provider, ...Object.fromEntries(alone) },
  };
}
