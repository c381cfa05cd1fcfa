/**
 * Writes `docs/reference.md` from the table of subcommands: `deno task reference`.
 *
 * @module
 */

import { join } from "@std/path";
import { subcommandHelp } from "../lib/cli/help.ts";
import type { Subcommand } from "../lib/cli/subcommand.ts";
import { subcommands } from "../lib/cli/subcommands.ts";
import { root } from "./compile.ts";
import {
  OTHER_CODES,
  type Row,
  RUN_CODES,
  SETTINGS,
  SURROUNDINGS,
} from "./reference_texts.ts";

/** Path of the reference. */
export const referencePath: string = join(root, "docs/reference.md");

/** The whole text of the reference. */
export function referenceText(): string {
  const shown = subcommands.filter(({ hidden }) => !hidden);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return [
    "# Reference",
    "",
    "Written by `deno task reference` from the program itself; what is changed here is lost.",
    "",
    ...groups.map((group) => {
      const members = shown.filter((s) => s.group === group);
      const links = members.map(({ name }) => `[${name}](#samocode-${name})`);
      return `- ${group}: ${links.join(", ")}`;
    }),
    "- [Exit codes](#exit-codes)",
    "- [Environment](#environment)",
    "",
    ...shown.flatMap(section),
    "## Exit codes",
    "",
    "Of `samocode run`:",
    "",
    ...table(["code", "meaning"], RUN_CODES),
    "",
    "Of the other subcommands, where their help says nothing else:",
    "",
    ...table(["code", "meaning"], OTHER_CODES),
    "",
    "## Environment",
    "",
    "Settings, also in `~/.config/samocode/.env`; the environment wins. Programs and secrets are never taken from a file of the project.",
    "",
    ...table(["variable", "meaning"], SETTINGS),
    "",
    "Read from the environment alone:",
    "",
    ...table(["variable", "meaning"], SURROUNDINGS),
    "",
  ].join("\n");
}

function section(subcommand: Subcommand): readonly string[] {
  return [
    `## samocode ${subcommand.name}`,
    "",
    ...(subcommand.personOnly
      ? ["For a person: refused when an agent of a run calls it.", ""]
      : []),
    "```text",
    subcommandHelp(subcommand),
    "```",
    "",
  ];
}

function table(head: Row, rows: readonly Row[]): readonly string[] {
  const line = (cells: Row) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

if (import.meta.main) {
  await Deno.mkdir(join(root, "docs"), { recursive: true });
  await Deno.writeTextFile(referencePath, referenceText());
  console.error(`Wrote ${referencePath}`);
}
