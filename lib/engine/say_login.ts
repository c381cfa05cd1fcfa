/**
 * Tells which login a provider works with, and so who pays.
 *
 * @module
 */

import type { ProviderEvent } from "../provider/adapter.ts";
import { type Engine, tell } from "./engine.ts";

/** Tells it once in a run; again only for another provider or another login. */
export function sayLogin(
  engine: Pick<Engine, "host" | "memory">,
  provider: string,
  { login, model }: Extract<ProviderEvent, { kind: "started" }>,
): void {
  const text = `Provider ${provider}, ${loginText(login)}`;
  if (engine.memory.said.has(text)) return;
  engine.memory.said.add(text);
  tell(engine, "login", { text, data: { provider, login, model } });
}

function loginText(login: string | null): string {
  if (login === null) return "login not told";
  return login === "none" ? "no API key: its own account" : `login ${login}`;
}
