/**
 * Adapters of the providers of a project: built in, or described by the person.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import type { Adapter } from "../provider/adapter.ts";
import { adapterFor } from "../provider/adapters.ts";

/** Finds the adapter of a provider; `null` when nobody knows how to start or to read it. */
export type FindAdapter = (name: string) => Adapter | null;

/** Makes a finder; a journal may name providers that are no longer configured. */
export function adapterFinder(
  { provider }: Pick<Config, "provider">,
): FindAdapter {
  return (name) => {
    const command = Object.hasOwn(provider, name)
      ? provider[name]!.command
      : null;
    return adapterFor({ name, command });
  };
}
