/**
 * A limit of money that nobody can hold.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { adapterOf } from "../provider/adapters.ts";

/**
 * Refuses a limit of money where what is spent can neither be heard nor worked out.
 *
 * @throws {UsageError} naming the providers.
 */
export function refuseBlindLimit({ limits, providers, provider }: Config) {
  const blind = providers.filter((name) =>
    adapterOf(name)?.reportsCost === false && provider[name]?.price === null
  );
  if (limits.maxUsd === null || blind.length === 0) return;
  const [first] = blind;
  const names = blind.join('", "');
  throw new UsageError(
    `Cannot limit the money: "${names}" tells no cost, and no price is configured`,
    { hint: `--max-hours, or providers.${first}.price in config.yaml` },
  );
}
