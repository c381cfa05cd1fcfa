/**
 * Which files are tests, and in which language.
 *
 * @module
 */

/** Languages whose tests are understood. */
export type Language = "js" | "python" | "shell" | "go" | "rust" | "java";

const EXTENSIONS: readonly (readonly [RegExp, Language])[] = [
  [/\.[cm]?[jt]sx?$/, "js"],
  [/\.py$/, "python"],
  [/\.(sh|bash|zsh|bats)$/, "shell"],
  [/\.go$/, "go"],
  [/\.rs$/, "rust"],
  [/\.(java|kt)$/, "java"],
];

const TEST_FOLDER = /(^|\/)(tests?|__tests__|specs?|e2e)\//i;

const TEST_NAMES: Readonly<Record<Language, RegExp>> = {
  js: /(^|[._-])(test|spec)s?\.[cm]?[jt]sx?$|^test[._-].*\.[cm]?[jt]sx?$/i,
  python: /^(test_.*|.*_test|tests?|conftest)\.py$/i,
  shell: /^(.*[._-])?tests?([._-].*)?\.(sh|bash|zsh)$|\.bats$/i,
  go: /_test\.go$/,
  rust: /(^|_)tests?\.rs$/,
  java: /^(Test.*|.*(Tests?|IT|Spec|TestCase))\.(java|kt)$/,
};

const DATA_FOLDER =
  /(^|\/)(__snapshots__|snapshots?|testdata|test-data|__fixtures__|fixtures?|goldens?|expected)\//i;
const DATA_NAME =
  /\.(snap|golden|ambr|approved)$|\.(golden|approved|expected)\.\w+$/i;

/** Language of a file by its name; `null`: none that is understood. */
function languageOf(path: string): Language | null {
  const known = EXTENSIONS.find(([ending]) => ending.test(path))?.[1];
  if (known !== undefined) return known;
  // A program in a folder of tests that has no ending is a script.
  const name = baseName(path);
  return TEST_FOLDER.test(path) && /^[a-z][\w-]*$/.test(name) ? "shell" : null;
}

/**
 * Language of a file of tests; `null` when it is none.
 *
 * @example
 * ```ts
 * import { testLanguage } from "./language.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const paths = ["src/a.test.ts", "test_a.py", "tests/run.sh", "src/a.ts"];
 * assertEquals(paths.map(testLanguage), ["js", "python", "shell", null]);
 * ```
 */
export function testLanguage(path: string): Language | null {
  if (isTestData(path)) return null;
  const language = languageOf(path);
  if (language === null) return null;
  return TEST_FOLDER.test(path) || TEST_NAMES[language].test(baseName(path))
    ? language
    : null;
}

/** Language of a file that may hold tests beside its code, as it is usual in some languages. */
export function mixedLanguage(path: string): Language | null {
  return languageOf(path) === "rust" && testLanguage(path) === null
    ? "rust"
    : null;
}

/** Whether a file holds what tests compare with: snapshots, golden files, fixtures. */
export function isTestData(path: string): boolean {
  return DATA_NAME.test(path) ||
    DATA_FOLDER.test(path) && testNamed(path) === null;
}

/** A test in a folder of data is a test all the same. */
function testNamed(path: string): Language | null {
  const language = languageOf(path);
  return language !== null &&
      TEST_NAMES[language].test(baseName(path))
    ? language
    : null;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
