/**
 * Reads a person's own `config.yaml`.
 *
 * @module
 */

import type { Problem } from "./config.ts";
import type { Found } from "./found.ts";
import { readUserProvider, type UserProvider } from "./user_provider.ts";
import { YamlReader } from "./yaml_reader.ts";
import type { YamlNode } from "./yaml_reader.ts";

/** What `config.yaml` says. */
export interface UserFile {
  /** Plain settings by their path, e.g. `providers.claude.timeout`; numbers as text. */
  readonly settings: ReadonlyMap<string, Found>;
  /** By lower-case name. */
  readonly providers: Readonly<Record<string, UserProvider>>;
  /** Profiles by lower-case phase. */
  readonly workflowOverrides: ReadonlyMap<string, Found>;
  readonly problems: readonly Problem[];
  /** Whole lines for a person. */
  readonly warnings: readonly string[];
}

const TEXT_KEYS = ["default_provider", "default_profile", "notify"];
const NUMBER_KEYS = ["max_retries", "retry_delay"];
const KEYS = [
  "version",
  ...TEXT_KEYS,
  ...NUMBER_KEYS,
  "providers",
  "workflow_overrides",
];

/**
 * Parses the text of the `config.yaml` at `path`; every problem is collected, with key path and, where it is found, line.
 *
 * Empty text says nothing and is fine.
 *
 * @example
 * ```ts
 * import { parseUserFile } from "./user_file.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const file = parseUserFile("version: 1\nnotify: 5\ndefault_provider: codex\n", "/c.yaml");
 * assertEquals(file.settings.get("default_provider")?.value, "codex");
 * assertEquals(file.problems, [{ where: "/c.yaml", line: 2, text: "notify must be text" }]);
 * ```
 */
export function parseUserFile(text: string, path: string): UserFile {
  const reader = new YamlReader(text, path);
  const root = reader.root();
  const found: (Found | null)[] = [];
  const providers: [string, UserProvider][] = [];
  const workflowOverrides = new Map<string, Found>();
  if (root !== null) {
    reader.expectKeys(root, KEYS);
    checkVersion(root, reader);
    for (const key of TEXT_KEYS) found.push(reader.text(root, key));
    for (const key of NUMBER_KEYS) found.push(reader.number(root, key));
    for (const node of reader.children(root, "providers")) {
      const name = node.path.at(-1)!.toLowerCase();
      if (!/^[a-z0-9][a-z0-9_-]*$/.test(name)) {
        reader.problem(node.path, 'is no name: letters, digits, "-" and "_"');
      }
      found.push(reader.text(node, "executable"));
      found.push(reader.number(node, "timeout"));
      found.push(reader.number(node, "max_turns"));
      providers.push([name, readUserProvider(node, reader)]);
    }
    const phases = reader.child(root, "workflow_overrides");
    for (const phase of phases ? Object.keys(phases.values) : []) {
      const profile = reader.text(phases!, phase);
      if (profile) workflowOverrides.set(phase.toLowerCase(), profile);
    }
  }
  return {
    settings: new Map(
      found.filter((item) => item !== null)
        .map((item) => [item.name.toLowerCase(), item]),
    ),
    providers: Object.fromEntries(providers),
    workflowOverrides,
    problems: reader.problems,
    warnings: reader.warnings,
  };
}

function checkVersion({ path, values }: YamlNode, reader: YamlReader): void {
  const { version } = values;
  if (version === 1) return;
  const text = version === undefined
    ? "is missing, it must be 1"
    : `is ${JSON.stringify(version)}, it must be 1`;
  reader.problem([...path, "version"], text);
}
