/**
 * Reads what a person's own `config.yaml` says about one provider.
 *
 * @module
 */

import type { Profile, ProviderConfig } from "./config.ts";
import type { CommandDescription } from "../provider/command.ts";
import type { Price } from "../provider/price.ts";
import { readUserCommand } from "./user_command.ts";
import type { YamlNode, YamlReader } from "./yaml_reader.ts";

/** What `config.yaml` says about a provider besides its plain settings. */
export interface UserProvider {
  readonly line: number | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
  readonly args: readonly string[] | null;
  readonly dropEnv: readonly string[] | null;
  readonly inherit: ProviderConfig["inherit"] | null;
  readonly price: Price | null;
  readonly command: CommandDescription | null;
}

const KEYS = [
  "executable",
  "timeout",
  "max_turns",
  "args",
  "drop_env",
  "inherit",
  "profiles",
  "price",
  "command",
];
const INHERIT = ["project", "all", "none"] as const;
const PRICES = ["input", "output", "cache_read", "cache_write"] as const;

/** Reads the mapping below a provider's name. */
export function readUserProvider(
  node: YamlNode,
  reader: YamlReader,
): UserProvider {
  reader.expectKeys(node, KEYS);
  const profiles = reader.children(node, "profiles").map((child) => {
    reader.expectKeys(child, ["model", "effort"]);
    const profile: Profile = {
      model: reader.text(child, "model")?.value ?? null,
      effort: reader.text(child, "effort")?.value ?? null,
    };
    return [child.path.at(-1)!, profile] as const;
  });
  const inherit = reader.text(node, "inherit")?.value ?? null;
  if (inherit !== null && !isInherit(inherit)) {
    reader.problem([...node.path, "inherit"], `must be ${INHERIT.join(", ")}`);
  }
  return {
    line: reader.line(node.path),
    profiles: Object.fromEntries(profiles),
    args: reader.texts(node, "args"),
    dropEnv: reader.texts(node, "drop_env"),
    inherit: inherit !== null && isInherit(inherit) ? inherit : null,
    price: readPrice(node, reader),
    command: readUserCommand(node, reader),
  };
}

function isInherit(text: string): text is typeof INHERIT[number] {
  return INHERIT.some((value) => value === text);
}

/** US dollars for a million tokens; what the cache costs is taken as input where it is not written. */
function readPrice(node: YamlNode, reader: YamlReader): Price | null {
  const prices = reader.child(node, "price");
  if (prices === null) return null;
  reader.expectKeys(prices, PRICES);
  const [input, output, cacheRead, cacheWrite] = PRICES.map((key) => {
    const found = reader.number(prices, key);
    if (found === null) return null;
    const usd = Number(found.value);
    if (usd >= 0 && Number.isFinite(usd)) return usd;
    reader.problem(
      [...prices.path, key],
      `is ${found.value}, it must not be negative`,
    );
    return null;
  });
  for (const key of ["input", "output"] as const) {
    if (Object.hasOwn(prices.values, key)) continue;
    reader.problem(prices.path, `has no ${key}`);
  }
  if (input === undefined || input === null) return null;
  if (output === undefined || output === null) return null;
  return {
    input,
    output,
    cacheRead: cacheRead ?? input,
    cacheWrite: cacheWrite ?? input,
  };
}
