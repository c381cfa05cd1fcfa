/**
 * The adapters that there are, by name.
 *
 * @module
 */

import type { Adapter } from "./adapter.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { commandAdapter, type CommandDescription } from "./command.ts";
import { demo } from "./demo.ts";

/** A provider as far as its adapter goes. */
export interface NamedProvider {
  readonly name: string;
  /** `null`: the provider is built in. */
  readonly command: CommandDescription | null;
}

const adapters: readonly Adapter[] = [claude, codex, demo];

/** Names of all built-in providers. */
export const adapterNames: readonly string[] = adapters.map(({ name }) => name);

/** The adapter of a built-in provider; `null` when there is none of that name. */
export function adapterOf(name: string): Adapter | null {
  return adapters.find((adapter) => adapter.name === name) ?? null;
}

/** The adapter of a provider, made of its description where it has one. */
export function adapterFor({ name, command }: NamedProvider): Adapter | null {
  return command === null ? adapterOf(name) : commandAdapter(name, command);
}
