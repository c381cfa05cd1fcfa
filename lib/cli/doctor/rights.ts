/**
 * The rights that a provider works with, and what a repository takes away from them.
 *
 * @module
 */

import { join } from "@std/path";
import type { Config, ProviderConfig } from "../../config/config.ts";
import { readPersonFile } from "../../system/person_file.ts";
import { isRoot } from "../../system/self.ts";
import { isObject } from "../../workflow/json_type.ts";
import { type Line, ok, warning } from "./line.ts";

/** Tells of the rights, and of settings of the main repository that every worktree has too. */
export async function rightsLines(
  name: string,
  { settings, config }: {
    readonly settings: ProviderConfig;
    readonly config: Config;
  },
): Promise<readonly Line[]> {
  const whose = isRoot() ? "root" : "your user";
  const given = ok(
    `${name} works without asking, with every right of ${whose}`,
  );
  if (name !== "claude" || settings.inherit === "none") return [given];
  const path = join(config.mainRepo, ".claude", "settings.json");
  const reading = await readPersonFile(path);
  if (reading.kind !== "text") return [given];
  const value = parsed(reading.text);
  if (!isObject(value)) {
    return [given, warning(`${path} is no JSON object`, "mend it")];
  }
  const permissions = value["permissions"];
  const deny = isObject(permissions) ? permissions["deny"] : [];
  const denied = Array.isArray(deny) ? deny.map(String) : [];
  const hooks = value["hooks"];
  return [
    given,
    ...(denied.length === 0 ? [] : [
      warning(
        `${path} denies claude ${denied.join(", ")}`,
        "see whether the work needs it",
      ),
    ]),
    ...(isObject(hooks) && Object.keys(hooks).length > 0
      ? [ok(`hooks of ${path} are run without asking`)]
      : []),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
