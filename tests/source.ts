/**
 * What a source file imports, names and exports, as Deno's own parser sees it; for tests only, where the parser can be had.
 *
 * @module
 */

import { fromFileUrl, join, relative } from "@std/path";

/** A file of the program. */
export interface Source {
  /** Relative to the folder of `main.ts`. */
  readonly path: string;
  readonly text: string;
  /** Paths relative to the folder of `main.ts`, and names of packages; those of types too. */
  readonly imports: readonly string[];
  /** Members of `Deno`, timers, the network and the current time, as `Deno.stat`, `setTimeout`, `new Date()`. */
  readonly effects: readonly string[];
  /** First lines of exports without a docstring. */
  readonly bare: readonly string[];
}

/** The folder of `main.ts`. */
export const root: string = fromFileUrl(new URL("..", import.meta.url));

const GLOBALS = ["fetch", "performance", "globalThis", "queueMicrotask"]
  .concat(["setTimeout", "setInterval", "clearTimeout", "clearInterval"]);

/** Parses all TypeScript files under a folder, those of `skip` not. */
export function readSources(
  folder: string,
  { skip }: { readonly skip: readonly string[] },
): readonly Source[] {
  return [...Deno.readDirSync(join(root, folder))].flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (skip.includes(path)) return [];
    if (entry.isDirectory) return readSources(path, { skip });
    return entry.name.endsWith(".ts")
      ? [parseSource(path, Deno.readTextFileSync(join(root, path)))]
      : [];
  });
}

/** Parses one file. */
export function parseSource(path: string, text: string): Source {
  const imports = new Set<string>();
  const effects = new Set<string>();
  const bare: string[] = [];
  const here = new URL(path, "file:///");
  const add = (source: Deno.lint.Node | null) => {
    if (source?.type !== "Literal" || typeof source.value !== "string") return;
    const name = source.value;
    imports.add(
      name.startsWith(".")
        ? relative("/", fromFileUrl(new URL(name, here)))
        : name,
    );
  };
  const visitor: Deno.lint.LintVisitor = {
    ImportDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ExportNamedDeclaration(node) {
      add(node.source);
      const before = text.slice(0, node.range[0]).trimEnd();
      const comment = before.slice(before.lastIndexOf("/*"));
      if (!/^\/\*\*[^]*\*\/$/.test(comment)) {
        bare.push(text.slice(...node.range).split("\n", 1)[0]!);
      }
    },
    NewExpression(node) {
      const words = text.slice(...node.range);
      if (/^new Date(\(\s*\))?$/.test(words)) effects.add("new Date()");
      const [address] = node.arguments;
      // How a worker is named.
      if (/^new URL\([^]*import\.meta\.url,?\s*\)$/.test(words) && address) {
        add(address);
      }
    },
    Identifier(node) {
      const effect = effectOf(node);
      if (effect !== null) effects.add(effect);
    },
  };
  const plugin = { name: "source", rules: { all: { create: () => visitor } } };
  Deno.lint.runPlugin(plugin, path, text);
  return { path, text, imports: [...imports], effects: [...effects], bare };
}

function effectOf({ name, parent }: Deno.lint.Identifier): string | null {
  const member = parent.type === "MemberExpression" ? parent : null;
  const object = member?.object.type === "Identifier" ? member.object.name : "";
  const property = member?.property.type === "Identifier" && !member.computed
    ? member.property.name
    : "";
  if (member !== null && object !== name || isKey(parent, name)) return null;
  if (name === "Deno") {
    if (parent.type === "TSQualifiedName") return `Deno.${parent.right.name}`;
    return property === "" ? "Deno" : `Deno.${property}`;
  }
  if (name === "Date") return property === "now" ? "Date.now" : null;
  if (name === "AbortSignal") {
    return property === "timeout" ? "AbortSignal.timeout" : null;
  }
  return GLOBALS.includes(name) ? name : null;
}

/** Whether a node is `name: …` or a member of that name. */
function isKey(parent: Deno.lint.Node, name: string): boolean {
  switch (parent.type) {
    case "Property":
      if (parent.shorthand) return false;
      break;
    case "PropertyDefinition":
    case "MethodDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature":
      break;
    default:
      return false;
  }
  return parent.key.type === "Identifier" && parent.key.name === name;
}
