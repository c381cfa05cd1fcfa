import { assert, assertEquals, assertGreater } from "@std/assert";
import { parseSource, readSources, type Source } from "./source.ts";

/** What each folder may import from the others; `cli` may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  workflow: [],
  provider: ["workflow"],
  config: ["errors", "provider"],
  system: ["errors"],
  session: ["workflow", "system", "errors"],
  engine: ["workflow", "provider", "session", "system", "errors"],
};
const FOLDERS = [...Object.keys(MAY_IMPORT), "cli"];

/** Files of `system` that only the supervisor may use. */
const SUPERVISOR = [
  /^(awake|enter_key)\.ts$/,
  /^(tree|guard|git|notify|worktree)/,
  /^(aide|telegram|interrupt|assets|supervisor|keep_work|run_command|capture|changes|old_tests)\.ts$/,
  /^(process_table|self|terminal|room|end_tree|gate|look|host_server)\.ts$/,
];

/** What the engine's room has no permission for, wherever it is named. */
const REFUSED =
  /^(fetch|Deno|Deno\.(Command|kill|env|exit|execPath|hostname|uid|cwd|chdir|permissions|serve|listen|connect|addSignalListener|makeTemp\w+))$/;

const sources = readSources("lib", { skip: ["lib/std"] });
const byPath = new Map(sources.map((source) => [source.path, source]));

Deno.test("parseSource() sees what a file imports, names and exports", () => {
  const source = parseSource(
    "lib/a/b.ts",
    [
      '// import { no } from "./comment.ts"; Deno.args — "…"',
      'import type { T } from "./types.ts";',
      'import { join } from "@std/path";',
      'const text = "Deno.env" + await import("../c.ts");',
      'new Worker(new URL("../w.ts", import.meta.url));',
      "/** Documented. */",
      "export const one: Deno.FsFile = Deno.openSync(text);",
      "export function two(fetch: T) {}",
      "const later = { fetch: 1, setTimeout, at: new Date(0), one: Date.now() };",
      "later.performance; new Date();",
    ].join("\n"),
  );
  assertEquals(source.imports, [
    "lib/a/types.ts",
    "@std/path",
    "lib/c.ts",
    "lib/w.ts",
  ]);
  assertEquals(source.effects, [
    "Deno.FsFile",
    "Deno.openSync",
    "fetch",
    "setTimeout",
    "Date.now",
    "new Date()",
  ]);
  assertEquals(source.bare, ["export function two(fetch: T) {}"]);
});

Deno.test("lib is looked at, all of it", () => {
  assertGreater(sources.length, 100);
  assertGreater(sources.flatMap(({ imports }) => imports).length, 400);
  const folders = new Set(sources.map(({ path }) => folderOf(path)));
  assertEquals([...folders].sort(), [...FOLDERS].sort());
});

Deno.test("imports point one way", () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const allowed = MAY_IMPORT[folderOf(path)];
    return imports.filter((to) =>
      to.startsWith("lib/") && folderOf(to) !== folderOf(path) &&
      allowed?.includes(folderOf(to)) === false
    ).map((to) => `${path} imports ${to}`);
  });
  assertEquals(wrong, []);
});

Deno.test("imports name files that are there, the standard library, the hash library, and the version", () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports.filter((to) =>
      !byPath.has(to) && !to.startsWith("@std/") &&
      !(path === "lib/session/digest.ts" && to === "@noble/hashes/sha2") &&
      !(path === "lib/cli/version.ts" && to === "deno.json")
    ).map((to) => `${path} imports ${to}`)
  );
  assertEquals(wrong, []);
});

Deno.test("the platform, timers, the network and the current time are named in system alone", () => {
  const named = sources.filter(({ path }) => folderOf(path) !== "system")
    .filter(({ effects }) => effects.length > 0)
    .map(({ path, effects }) => `${path} names ${effects.join(", ")}`);
  assertEquals(named, []);
  const inSystem = sources.filter(({ path }) => folderOf(path) === "system");
  assert(inSystem.some(({ effects }) => effects.includes("Deno.Command")));
});

Deno.test("the engine's room reaches nothing that is the supervisor's", () => {
  const reached = reach("lib/engine/worker.ts");
  assertGreater(reached.length, 50);
  const names = reached.filter(({ path }) => folderOf(path) === "system")
    .map(({ path }) => path.slice("lib/system/".length));
  assertEquals(
    names.filter((name) => SUPERVISOR.some((one) => one.test(name))),
    [],
  );
  assertEquals(reached.filter(({ path }) => folderOf(path) === "cli"), []);
  const refused = reached.flatMap(({ path, effects }) =>
    effects.filter((effect) => REFUSED.test(effect))
      .map((effect) => `${path} names ${effect}`)
  );
  assertEquals(refused, []);
});

Deno.test("files of the supervisor are there under the names that are kept out of the engine's room", () => {
  const names = sources.filter(({ path }) => folderOf(path) === "system")
    .map(({ path }) => path.slice("lib/system/".length));
  for (const pattern of SUPERVISOR) {
    const words = /\((.+)\)/.exec(pattern.source)?.[1]?.split("|") ?? [];
    for (const word of words) {
      assert(names.some((name) => name.startsWith(word)), word);
    }
  }
});

Deno.test("no file imports itself by way of others", () => {
  assertEquals(cycles(), []);
});

Deno.test("every export has a docstring, and every file says what it is for", () => {
  const missing = sources.flatMap(({ path, text, bare }) => [
    ...bare.map((name) => `${path}: ${name}`),
    ...(/^\/\*\*\n[^]*?@module\n \*\//.test(text) ? [] : [path]),
  ]);
  assertEquals(missing, []);
});

/** `lib/cli/main.ts` → `cli`, `lib/errors.ts` → `errors`. */
function folderOf(path: string): string {
  return path.split("/")[1]!.replace(/\.ts$/, "");
}

/** A file and everything that it imports. */
function reach(start: string): readonly Source[] {
  const reached = new Set([start]);
  // A set that grows is walked to its new end.
  for (const path of reached) {
    for (const to of byPath.get(path)?.imports ?? []) {
      if (byPath.has(to)) reached.add(to);
    }
  }
  return [...reached].map((path) => byPath.get(path)!);
}

/** Each as its files in a row, the first one again at the end. */
function cycles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]) => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path].join(" → "));
    if (at >= 0 || done.has(path)) return;
    for (const to of byPath.get(path)?.imports ?? []) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of byPath.keys()) visit(path, []);
  return found;
}
