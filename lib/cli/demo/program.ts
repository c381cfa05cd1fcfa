/**
 * The small program that the demo agent builds: a greeting script and its tests, in plain sh.
 *
 * @module
 */

/** Where the two files of the program are. */
export const GREET = "greet.sh";
/** The test script; exits with 1 when a test fails. */
export const GREET_TEST = "tests/greet_test.sh";

/** What the program can do. */
export interface Program {
  /** Codes of its languages beside English, in the order they came. */
  readonly languages: readonly string[];
  /** Without a name it greets whoever is logged in, not the world. */
  readonly byUser: boolean;
  /** Whether it refuses a language it does not speak. */
  readonly strict: boolean;
  /** Whether `--help` explains it. */
  readonly helps: boolean;
}

/** A language that can be built in. */
export interface Language {
  readonly code: string;
  readonly name: string;
  readonly hello: string;
}

/** All languages that the demo knows. */
export const LANGUAGES: readonly Language[] = [
  { code: "fr", name: "French", hello: "Bonjour" },
  { code: "de", name: "German", hello: "Guten Tag" },
  { code: "es", name: "Spanish", hello: "Hola" },
  { code: "it", name: "Italian", hello: "Ciao" },
  { code: "pt", name: "Portuguese", hello: "Olá" },
  { code: "sv", name: "Swedish", hello: "Hej" },
];

const USAGE = "usage: greet.sh [--lang CODE] [NAME]";
const MARK = "# Prints a greeting.";

/** Reads the program back from its files; `foreign` when they are somebody else's. */
export function readProgram(
  greet: string | null,
  tests: string | null,
): Program | "none" | "foreign" {
  if (greet === null) return tests === null ? "none" : "foreign";
  if (greet.split("\n")[1] !== MARK) return "foreign";
  const codes = [...greet.matchAll(/^ {2}([a-z]{2})\) hello=/gm)]
    .map(([, code]) => code ?? "");
  return {
    languages: codes.filter((code) => code !== "en"),
    byUser: greet.includes("$" + "{USER"),
    strict: greet.includes("exit 2"),
    helps: greet.includes("--help ]"),
  };
}

/** The text of `greet.sh`. */
export function greetScript(program: Program): string {
  const { languages, byUser, strict, helps } = program;
  const spoken = LANGUAGES.filter(({ code }) => languages.includes(code));
  const ordered = languages.flatMap((code) =>
    spoken.filter((language) => language.code === code)
  );
  const codes = ["en", ...ordered.map(({ code }) => code)].join(", ");
  const name = byUser ? "name=${1:-${USER:-world}}" : "name=${1:-world}";
  const head = (usage: string) => ["#!/bin/sh", MARK, "#", `#   ${usage}`];
  if (ordered.length === 0) {
    return text([
      ...head("greet.sh [NAME]"),
      "set -eu",
      "",
      name,
      `printf 'Hello, %s!\\n' "$name"`,
    ]);
  }
  return text([
    ...head("greet.sh [--lang CODE] [NAME]"),
    ...(helps ? ["#   greet.sh --help"] : []),
    "#",
    `# CODE is one of ${codes}; en unless given.`,
    "set -eu",
    "",
    ...(helps
      ? [
        'if [ "${1-}" = --help ]; then',
        `  echo '${USAGE}'`,
        `  echo 'CODE is one of ${codes}; en unless given.'`,
        "  exit 0",
        "fi",
      ]
      : []),
    "lang=en",
    'if [ "${1-}" = --lang ]; then',
    "  lang=${2?'--lang needs a code'}",
    "  shift 2",
    "fi",
    name,
    "",
    "case $lang in",
    "  en) hello='Hello' ;;",
    ...ordered.map(({ code, hello }) => `  ${code}) hello='${hello}' ;;`),
    ...(strict
      ? [
        "  *)",
        `    echo "greet.sh: no language '$lang', there is: ${codes}" >&2`,
        "    exit 2",
        "    ;;",
      ]
      : ["  *) hello='Hello' ;;"]),
    "esac",
    "",
    `printf '%s, %s!\\n' "$hello" "$name"`,
  ]);
}

/** The text of `tests/greet_test.sh`. */
export function testScript(program: Program): string {
  const { languages, byUser, strict, helps } = program;
  const spoken = LANGUAGES.filter(({ code }) => languages.includes(code));
  const nobody = byUser
    ? `expect 'greets the user' 'Hello, ada!' "$(USER=ada sh greet.sh)"`
    : `expect 'greets the world' 'Hello, world!' "$(sh greet.sh)"`;
  return text([
    "#!/bin/sh",
    "# Tests greet.sh: one line per case; exits with 1 when one fails.",
    "set -u",
    'cd "$(dirname "$0")/.." || exit 1',
    "failed=0",
    "",
    "# expect WHAT WANTED GOT",
    "expect() {",
    '  if [ "$2" = "$3" ]; then',
    '    echo "ok   $1"',
    "  else",
    "    echo \"FAIL $1: wanted '$2', got '$3'\"",
    "    failed=1",
    "  fi",
    "}",
    "",
    nobody,
    `expect 'greets by name' 'Hello, Ada!' "$(sh greet.sh Ada)"`,
    `expect 'keeps spaces' 'Hello, Ada Lovelace!' "$(sh greet.sh 'Ada Lovelace')"`,
    ...spoken.map(({ code, name, hello }) =>
      `expect 'speaks ${name}' '${hello}, Ada!' "$(sh greet.sh --lang ${code} Ada)"`
    ),
    ...(helps
      ? [
        `expect 'explains itself' '${USAGE}' "$(sh greet.sh --help | head -n 1)"`,
      ]
      : []),
    ...(strict
      ? [
        `expect 'refuses an unknown language' 2 "$(sh greet.sh --lang xx Ada 2>/dev/null; echo $?)"`,
      ]
      : []),
    "",
    "exit $failed",
  ]);
}

function text(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
