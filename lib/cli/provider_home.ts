/**
 * Where the provider programs keep what belongs to a person.
 *
 * @module
 */

import { join } from "@std/path";
import { absolutePath, homeFolder } from "../config/locations.ts";
import type { Terminal } from "../system/terminal.ts";

const FOLDERS: Readonly<
  Record<string, { readonly variable: string; readonly usual: string }>
> = {
  claude: { variable: "CLAUDE_CONFIG_DIR", usual: ".claude" },
  codex: { variable: "CODEX_HOME", usual: ".codex" },
};

/** Providers that have such a folder. */
export const HOUSED: readonly string[] = Object.keys(FOLDERS);

/** Absolute path of a provider's folder, which need not be there; `null` when nobody can tell. */
export function providerHome(
  provider: string,
  { env, cwd }: Pick<Terminal, "env" | "cwd">,
): string | null {
  const folder = FOLDERS[provider];
  if (folder === undefined) return null;
  const home = homeFolder(env);
  const named = env[folder.variable] ?? "";
  if (named !== "") return absolutePath(named, { base: cwd, home });
  return home === "" ? null : join(home, folder.usual);
}
