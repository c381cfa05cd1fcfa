/**
 * The provider programs of the chain: found, which version, logged in, with what rights.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { findProgram } from "../../system/find_program.ts";
import { isRoot } from "../../system/self.ts";
import type { Terminal } from "../../system/terminal.ts";
import { adapterFinder } from "../adapter_finder.ts";
import { programVersion } from "../program_version.ts";
import { HOW_TO_GET } from "../programs.ts";
import { type Line, ok, problem } from "./line.ts";
import { loginLines } from "./login.ts";
import { rightsLines } from "./rights.ts";

/** What is looked at, and where. */
export interface ProviderPlace {
  readonly config: Config;
  readonly terminal: Terminal;
}

/** Looks at every provider of the chain. */
export async function providerLines(
  place: ProviderPlace,
): Promise<readonly Line[]> {
  const each = place.config.providers.map((name) => oneProvider(name, place));
  return (await Promise.all(each)).flat();
}

async function oneProvider(
  name: string,
  { config, terminal }: ProviderPlace,
): Promise<readonly Line[]> {
  if (name === "demo") return [ok("demo is built in")];
  const adapter = adapterFinder(config)(name);
  const settings = config.provider[name];
  if (adapter === null || settings === undefined) {
    const missing = `providers.${name}.command in config.yaml`;
    return [problem(`nobody told how "${name}" is started`, missing)];
  }
  const { env } = terminal;
  const file = findProgram(settings.executable, env);
  if (file === null) {
    return [
      problem(
        `the program "${settings.executable}" of ${name} is not there`,
        HOW_TO_GET[name] ?? "install it",
      ),
    ];
  }
  if (adapter.contractVersions === undefined) {
    return [ok(`${name}: ${file}, as config.yaml describes it`)];
  }
  const [version, login] = await Promise.all([
    programVersion(file, { env, dropEnv: settings.dropEnv }),
    loginLines(name, { config, terminal }),
  ]);
  const tried = adapter.contractVersions;
  return [
    version === null
      ? problem(
        `${file} does not tell its version: it may not start at all`,
        `${file} --version`,
      )
      : ok(
        `${name}: ${file}, version ${version}${
          tried.length === 0 || tried.some((one) => version.includes(one))
            ? ""
            : `; everything was tried with ${tried.join(", ")}`
        }`,
      ),
    ...login,
    ...(name === "claude" ? rootLines(config, terminal) : []),
    ...await rightsLines(name, { settings, config }),
  ];
}

function rootLines(
  { sandbox }: Config,
  { env }: Terminal,
): readonly Line[] {
  if (!isRoot()) return [];
  if (sandbox || env["IS_SANDBOX"]) {
    return [ok("root is told that this machine is a sandbox")];
  }
  return [
    problem(
      "claude refuses to work unattended as root",
      "export SAMOCODE_SANDBOX=1, if this machine may be broken; else run as another user",
    ),
  ];
}
