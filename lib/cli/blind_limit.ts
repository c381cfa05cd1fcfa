/**
 * A limit of money that nobody can hold.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { adapterFinder } from "./adapter_finder.ts";

/**
 * Refuses a limit of money where what is spent can neither be heard nor worked out.
 *
 * @throws {UsageError} naming the providers.
 */
export function refuseBlindLimit(config: Config) {
  const { limits, providers, provider } = config;
  const find = adapterFinder(config);
  const blind = providers.filter((name) =>
    find(name)?.reportsCost === false && provider[name]?.price === null
  );
  if (limits.maxUsd === null || blind.length === 0) return;
  const [first] = blind;
  const names = blind.join('", "');
  throw new UsageError(
    `Cannot limit the money: "${names}" tells no cost, and no price is configured`,
    { hint: `--max-hours, or providers.${first}.price in config.yaml` },
  );
}
