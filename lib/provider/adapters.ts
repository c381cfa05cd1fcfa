/**
 * The adapters that there are, by name.
 *
 * @module
 */

import type { Adapter } from "./adapter.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { demo } from "./demo.ts";

const adapters: readonly Adapter[] = [claude, codex, demo];

/** Names of all providers. */
export const adapterNames: readonly string[] = adapters.map(({ name }) => name);

/** The adapter of a provider; `null` when there is none of that name. */
export function adapterOf(name: string): Adapter | null {
  return adapters.find((adapter) => adapter.name === name) ?? null;
}
