/**
 * Which providers a call of `install` or `uninstall` is about.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { findProgram } from "../../system/find_program.ts";
import { pathKind } from "../../system/person_file.ts";
import type { Terminal } from "../../system/terminal.ts";
import { HOUSED, providerHome } from "../provider_home.ts";

/** A provider and its folder. */
export interface Chosen {
  readonly provider: string;
  /** Absolute path; it need not be there. */
  readonly home: string;
}

/**
 * The provider that is named, else all that are on this machine.
 *
 * @throws {UsageError} when there is none, or none of that name.
 */
export function chosenProviders(
  name: string | undefined,
  terminal: Terminal,
): readonly Chosen[] {
  if (name !== undefined && !HOUSED.includes(name)) {
    throw new UsageError(
      `Cannot use "${name}": it is no provider with skills of its own`,
      {
        hint: `one of: ${HOUSED.join(", ")}`,
      },
    );
  }
  const chosen = (name === undefined ? HOUSED : [name]).flatMap((provider) => {
    const home = providerHome(provider, terminal);
    if (home === null) return [];
    const isThere = name !== undefined || pathKind(home) === "folder" ||
      findProgram(
          terminal.env[`${provider.toUpperCase()}_PATH`] || provider,
          terminal.env,
        ) !== null;
    return isThere ? [{ provider, home }] : [];
  });
  if (chosen.length > 0) return chosen;
  throw new UsageError(
    name === undefined
      ? `Cannot tell which provider is meant: none of ${
        HOUSED.join(", ")
      } is on this machine`
      : `Cannot find the folder of "${name}": HOME is not set`,
    { hint: `name it: ${HOUSED.join(" or ")}` },
  );
}
