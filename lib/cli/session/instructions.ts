/**
 * Proposes a file of instructions for agents, for a repository that has none.
 *
 * @module
 */

import type { CheckConfig } from "../../config/config.ts";
import type { Proposal } from "../../config/proposal.ts";

/** Name of the file; every provider reads it. */
export const INSTRUCTIONS = "AGENTS.md";
/** A repository with one of these needs no proposal. */
export const KNOWN_INSTRUCTIONS: readonly string[] = [
  INSTRUCTIONS,
  "CLAUDE.md",
];

/** What is known of a repository. */
export interface Known {
  readonly checks: readonly CheckConfig[];
  readonly setup: string | null;
  /** Used where nothing is configured. */
  readonly proposals: readonly Proposal[];
  /** Names of the folders at its top. */
  readonly folders: readonly string[];
}

/**
 * Text of the file; `null` when there is nothing to say.
 *
 * @example
 * ```ts
 * import { proposeInstructions } from "./instructions.ts";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const known = {
 *   checks: [{ name: "test", command: "npm test" }],
 *   setup: null,
 *   proposals: [],
 *   folders: ["src"],
 * };
 * assertStringIncludes(proposeInstructions(known) ?? "", "- test: `npm test`\n");
 * assertEquals(proposeInstructions({ ...known, checks: [], folders: [] }), null);
 * ```
 */
export function proposeInstructions(
  { checks, setup, proposals, folders }: Known,
): string | null {
  const configured = [
    ...checks,
    ...(setup === null ? [] : [{ name: "setup", command: setup }]),
  ];
  const commands = configured.length > 0
    ? configured
    : proposals.map(({ key, command }) => ({
      name: key.replace(/^CHECK_/, "").toLowerCase(),
      command,
    }));
  if (commands.length === 0 && folders.length === 0) return null;
  return [
    "# Instructions for agents",
    "",
    ...section(
      "Commands",
      commands.map(({ name, command }) => `${name}: \`${command}\``),
    ),
    ...section("Layout", folders.map((folder) => `\`${folder}/\`: …`)),
    ...section("Conventions", ["what a newcomer would do wrong: …"]),
  ].join("\n");
}

function section(heading: string, items: readonly string[]): readonly string[] {
  return items.length === 0
    ? []
    : [`## ${heading}`, "", ...items.map((item) => `- ${item}`), ""];
}
