/**
 * The skills and commands in the providers' folders: whether they are of this version.
 *
 * @module
 */

import { pathKind } from "../../system/person_file.ts";
import type { Terminal } from "../../system/terminal.ts";
import {
  inspectItem,
  installedItems,
  predecessorsIn,
} from "../install/inspect.ts";
import { itemsOf } from "../install/items.ts";
import { HOUSED, providerHome } from "../provider_home.ts";
import { type Line, ok, warning } from "./line.ts";

/** Looks into every provider's folder that is there. */
export async function skillLines(
  terminal: Pick<Terminal, "env" | "cwd">,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const provider of HOUSED) {
    const home = providerHome(provider, terminal);
    if (home === null || pathKind(home) !== "folder") continue;
    lines.push(...await linesOf(provider, home));
  }
  return lines;
}

async function linesOf(
  provider: string,
  home: string,
): Promise<readonly Line[]> {
  const items = itemsOf(provider);
  const there = await installedItems(home);
  const found: Record<string, string[]> = {};
  for (const item of items) {
    const { kind } = await inspectItem(home, item);
    (found[kind] ??= []).push(item.path);
  }
  const of = (kind: string) => found[kind] ?? [];
  const older = [
    ...of("older"),
    ...there.map(({ path }) => path)
      .filter((path) => !items.some((item) => item.path === path)),
  ];
  const agents = predecessorsIn(home, "agents");
  return [
    ...(of("predecessor").length === 0 ? [] : [
      warning(
        `skills of an earlier samocode are in ${home}: ${
          of("predecessor").join(", ")
        }`,
        `samocode install ${provider} --replace-old`,
      ),
    ]),
    ...(agents.length === 0 ? [] : [
      warning(
        `agents of an earlier samocode are in ${home} and no longer used: ${
          agents.join(", ")
        }`,
        `remove them from ${home}/agents`,
      ),
    ]),
    ...(older.length === 0 ? [] : [
      warning(
        `${provider} has skills of another version: ${older.join(", ")}`,
        `samocode install ${provider}`,
      ),
    ]),
    ...(of("changed").length === 0 ? [] : [
      ok(
        `${provider} has skills that you changed: ${of("changed").join(", ")}`,
      ),
    ]),
    ...(older.length === 0 && there.length > 0
      ? [ok(`${provider} has the skills of this version`)]
      : []),
  ];
}
