/**
 * Proposes checks and a setup command from what lies in a repository.
 *
 * @module
 */

/** A line for a `.samocode` file. */
export interface Proposal {
  /** `CHECK_TEST`, `SETUP` and the like. */
  readonly key: string;
  readonly command: string;
}

/** Names of files that are worth a look, all in the top folder. */
export const TELLING_FILES: readonly string[] = [
  "deno.json",
  "deno.jsonc",
  "package.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "bun.lockb",
  "pyproject.toml",
  "uv.lock",
  "poetry.lock",
  "Cargo.toml",
  "go.mod",
  "Makefile",
];

/** Names of scripts and targets that check something and end by themselves. */
const CHECKING = ["test", "lint", "check", "typecheck", "type-check"];

/**
 * Proposes lines, the best one of each key; none when nothing is recognised.
 *
 * @param files Text of those {@linkcode TELLING_FILES} that are there, by name. Text that cannot be parsed is passed over.
 *
 * @example
 * ```ts
 * import { propose } from "./proposal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const files = { "package.json": '{ "scripts": { "test": "vitest run" } }', "package-lock.json": "" };
 * assertEquals(propose(files), [
 *   { key: "CHECK_TEST", command: "npm test" },
 *   { key: "SETUP", command: "npm ci" },
 * ]);
 * ```
 */
export function propose(
  files: Readonly<Record<string, string>>,
): readonly Proposal[] {
  const all = [
    ...fromDeno(files),
    ...fromNode(files),
    ...fromPython(files),
    ...fromRust(files),
    ...fromGo(files),
    ...fromMake(files),
  ];
  const first = all.filter(({ key }, at) =>
    all.findIndex((other) => other.key === key) === at
  );
  const isCheck = ({ key }: Proposal) => key !== "SETUP";
  return [...first.filter(isCheck), ...first.filter((p) => !isCheck(p))];
}

type Files = Readonly<Record<string, string>>;

function check(name: string, command: string): Proposal {
  const key = `CHECK_${name.toUpperCase().replaceAll("-", "")}`;
  return { key, command };
}

function fromDeno(files: Files): readonly Proposal[] {
  const text = files["deno.json"] ?? files["deno.jsonc"];
  if (text === undefined) return [];
  const tasks = checkingNames(text, "tasks")
    .map((name) => check(name, `deno task ${name}`));
  return [
    ...tasks,
    check("test", "deno test"),
    check("lint", "deno lint"),
  ];
}

function fromNode(files: Files): readonly Proposal[] {
  const text = files["package.json"];
  if (text === undefined) return [];
  const { run, setup } = packageManager(files);
  const checks = checkingNames(text, "scripts").map((name) =>
    // Only npm's own word for it may leave out "run".
    check(
      name,
      run === "npm" && name === "test" ? "npm test" : `${run} run ${name}`,
    )
  );
  return setup === null
    ? checks
    : [...checks, { key: "SETUP", command: setup }];
}

function packageManager(
  files: Files,
): { readonly run: string; readonly setup: string | null } {
  if ("pnpm-lock.yaml" in files) {
    return { run: "pnpm", setup: "pnpm install --frozen-lockfile" };
  }
  if ("yarn.lock" in files) return { run: "yarn", setup: "yarn install" };
  if ("bun.lock" in files || "bun.lockb" in files) {
    return { run: "bun", setup: "bun install --frozen-lockfile" };
  }
  return {
    run: "npm",
    setup: "package-lock.json" in files ? "npm ci" : null,
  };
}

function fromPython(files: Files): readonly Proposal[] {
  const text = files["pyproject.toml"];
  if (text === undefined) return [];
  const manager = "uv.lock" in files
    ? { front: "uv run ", setup: "uv sync" }
    : "poetry.lock" in files
    ? { front: "poetry run ", setup: "poetry install" }
    : null;
  const tools: readonly (readonly [string, string, string])[] = [
    ["pytest", "test", "pytest"],
    ["ruff", "lint", "ruff check ."],
    ["mypy", "typecheck", "mypy ."],
    ["pyright", "typecheck", "pyright"],
  ];
  const checks = tools
    .filter(([tool]) => new RegExp(`\\b${tool}\\b`).test(text))
    .map(([, name, command]) => check(name, (manager?.front ?? "") + command));
  return manager === null
    ? checks
    : [...checks, { key: "SETUP", command: manager.setup }];
}

function fromRust(files: Files): readonly Proposal[] {
  if (!("Cargo.toml" in files)) return [];
  return [
    check("test", "cargo test"),
    check("lint", "cargo clippy -- -D warnings"),
  ];
}

function fromGo(files: Files): readonly Proposal[] {
  if (!("go.mod" in files)) return [];
  return [check("test", "go test ./..."), check("lint", "go vet ./...")];
}

function fromMake(files: Files): readonly Proposal[] {
  const text = files["Makefile"] ?? "";
  return CHECKING
    .filter((name) => new RegExp(`^${name}\\s*:(?!=)`, "m").test(text))
    .map((name) => check(name, `make ${name}`));
}

/** Names of scripts under `key` of a JSON text that check something. */
function checkingNames(text: string, key: string): readonly string[] {
  const scripts = parseJson(text)?.[key];
  if (!isObject(scripts)) return [];
  return CHECKING.filter((name) => {
    const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    // What `npm init` writes: a test that always fails.
    return script !== undefined &&
      !String(script).includes("no test specified");
  });
}

/** Whole-line comments are left out, as `deno.jsonc` has them. */
function parseJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ""));
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
