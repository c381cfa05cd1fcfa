/**
 * Puts together the settings of every known provider, and the chain that a run uses.
 *
 * @module
 */

import { dirname, isAbsolute } from "@std/path";
import type { ProviderConfig } from "./config.ts";
import { BUILT_IN_PROVIDERS, DEFAULT_PROVIDER } from "./defaults.ts";
import { plainProvider } from "./defaults.ts";
import { problemAt } from "./found.ts";
import type { Settings } from "./settings.ts";
import { absolutePath } from "./locations.ts";
import type { UserFile } from "./user_file.ts";
import type { UserProvider } from "./user_provider.ts";
import { good, type Read, readSeconds, readWhole, wrong } from "./values.ts";
import { isVariable } from "./variables.ts";
import type { Variable } from "./variables.ts";

/** Bases of relative paths. */
export interface Places {
  readonly cwd: string;
  readonly home: string;
}

/** Settings of the built-in providers and of those in `config.yaml`, by name. */
export function resolveProviders(
  settings: Settings,
  { user, userPath, places }: {
    readonly user: UserFile | null;
    /** Path of `config.yaml`, for problems. */
    readonly userPath: string;
    readonly places: Places;
  },
): Readonly<Record<string, ProviderConfig>> {
  const own = user?.providers ?? {};
  const names = new Set([
    ...Object.keys(BUILT_IN_PROVIDERS),
    ...Object.keys(own),
  ]);
  return Object.fromEntries(
    [...names].map((name) => {
      const base = Object.hasOwn(BUILT_IN_PROVIDERS, name)
        ? BUILT_IN_PROVIDERS[name]!
        : plainProvider("");
      const described = Object.hasOwn(own, name) ? own[name]! : null;
      if (described?.command && Object.hasOwn(BUILT_IN_PROVIDERS, name)) {
        const text =
          `providers.${name}.command is for other programs: ${name} is built in`;
        settings.problems.push(problemAt(userPath, described.line, text));
      }
      const provider = resolveOne(name, { settings, base, described, places });
      if (provider.executable === "") {
        const text = `providers.${name}.executable is missing`;
        settings.problems.push(problemAt(userPath, described?.line, text));
      }
      return [name, provider];
    }),
  );
}

function resolveOne(
  name: string,
  { settings, base, described, places }: {
    readonly settings: Settings;
    readonly base: ProviderConfig;
    readonly described: UserProvider | null;
    readonly places: Places;
  },
): ProviderConfig {
  const variable = (end: string) => variableOf(name, end);
  const user = (key: string) => `providers.${name}.${key}`;
  const label = (end: string, key: string) => variable(end) ?? user(key);
  return {
    executable: settings.take(label("PATH", "executable"), {
      setting: { variable: variable("PATH"), user: user("executable") },
      read: (text, { where }) =>
        good(program(text, {
          home: places.home,
          base: isAbsolute(where) ? dirname(where) : places.cwd,
        })),
      fallback: base.executable,
    }),
    model: settings.text(label("MODEL", "model"), {
      variable: variable("MODEL"),
    }),
    timeoutMs: settings.take(label("TIMEOUT", "timeout"), {
      setting: {
        flag: "timeout",
        variable: variable("TIMEOUT"),
        user: user("timeout"),
      },
      read: readSeconds,
      fallback: base.timeoutMs,
    }),
    maxTurns: settings.take(label("MAX_TURNS", "max_turns"), {
      setting: { variable: variable("MAX_TURNS"), user: user("max_turns") },
      read: readWhole,
      fallback: base.maxTurns,
    }),
    profiles: { ...base.profiles, ...described?.profiles },
    args: described?.args ?? base.args,
    dropEnv: described?.dropEnv ?? base.dropEnv,
    inherit: described?.inherit ?? base.inherit,
    price: described?.price ?? base.price,
    command: described?.command ?? null,
  };
}

function variableOf(provider: string, end: string): Variable | undefined {
  const name = `${provider.toUpperCase()}_${end}`;
  return isVariable(name) ? name : undefined;
}

/** A bare name stays, to be looked for on PATH. */
function program(
  text: string,
  at: { readonly base: string; readonly home: string },
): string {
  return text.includes("/") ? absolutePath(text, at) : text;
}

/** The chain of providers of a run; at least one, each one known. */
export function resolveChain(
  settings: Settings,
  known: readonly string[],
): readonly string[] {
  return settings.take("PROVIDER", {
    setting: {
      flag: "provider",
      variable: "SAMOCODE_PROVIDER",
      project: "PROVIDER",
      user: "default_provider",
    },
    read: (text) => readChain(text, known),
    fallback: [DEFAULT_PROVIDER],
  });
}

function readChain(
  text: string,
  known: readonly string[],
): Read<readonly string[]> {
  const names = text.toLowerCase().split(",").map((name) => name.trim())
    .filter((name) => name !== "");
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0 || names.length === 0) {
    return wrong(
      unknown.length > 0 ? unknown.join(",") : text,
      `not a known provider: ${known.join(", ")}`,
    );
  }
  return good([...new Set(names)]);
}
