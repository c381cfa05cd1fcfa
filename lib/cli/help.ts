/**
 * The texts of the help, made from the table of subcommands.
 *
 * @module
 */

import type { Flag, Group, Subcommand } from "./subcommand.ts";

const GROUPS: readonly Group[] = [
  "Run",
  "Gates",
  "Look",
  "Sessions",
  "Trust",
  "Setup",
];

/** What bare `samocode` prints. */
export function shortHelp(subcommands: readonly Subcommand[]): string {
  const names = GROUPS.flatMap((group) => {
    const members = of(group, subcommands).map((s) => s.name);
    return members.length === 0
      ? []
      : [`  ${group.padEnd(9)} ${members.join("  ")}`];
  });
  return [
    "samocode carries a coding task from idea to reviewed branch, unattended.",
    "",
    ...names,
    "",
    `  samocode help SUBCOMMAND    samocode run --task "…"`,
  ].join("\n");
}

/** What `samocode --help` prints. */
export function fullHelp(subcommands: readonly Subcommand[]): string {
  const lines = [
    "samocode carries a coding task from idea to reviewed branch, unattended.",
    "",
    "Usage: samocode SUBCOMMAND [WORDS] [FLAGS]",
  ];
  for (const group of GROUPS) {
    const members = of(group, subcommands);
    if (members.length === 0) continue;
    lines.push("", `${group}:`);
    for (const s of members) {
      lines.push(`  ${s.name.padEnd(13)} ${s.summary}`);
    }
  }
  return [
    ...lines,
    "",
    "Flags:",
    "  -h, --help    this text; after a subcommand, its own",
    "  -V, --version the version",
    "",
    "Flags without a subcommand are a run: samocode --config .samocode --session auth",
  ].join("\n");
}

/** What `samocode SUBCOMMAND --help` prints. */
export function subcommandHelp(subcommand: Subcommand): string {
  const { name, positionals, summary, details, flags, examples } = subcommand;
  const usage = ["samocode", name, positionals, flags.length ? "[FLAGS]" : ""]
    .filter((part) => part !== "").join(" ");
  const width = Math.max(0, ...flags.map((f) => flagWords(f).length));
  return [
    summary,
    "",
    `Usage: ${usage}`,
    ...(details === undefined ? [] : ["", details]),
    ...(flags.length === 0 ? [] : [
      "",
      "Flags:",
      ...flags.map((f) => `  ${flagWords(f).padEnd(width)}  ${f.help}`),
    ]),
    "",
    examples.length === 1 ? "Example:" : "Examples:",
    ...examples.map((example) => `  ${example}`),
  ].join("\n");
}

function of(
  group: Group,
  subcommands: readonly Subcommand[],
): readonly Subcommand[] {
  return subcommands.filter((s) => s.group === group && !s.hidden);
}

function flagWords({ name, short, value }: Flag): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}
