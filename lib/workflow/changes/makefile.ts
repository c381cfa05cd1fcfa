/**
 * Makefiles, as far as it matters what a target does.
 *
 * @module
 */

/** Targets of a makefile. */
export interface MakeTargets {
  /**
   * Everything that making a target runs and needs: its rules, those of its prerequisites, and the variables they use;
   * `null`: there is no such target.
   *
   * @param name Empty for the first target.
   */
  recipe(name: string): string | null;
}

interface Rule {
  readonly needs: readonly string[];
  readonly lines: readonly string[];
}

/**
 * Reads a makefile; what is no rule and no variable is passed over.
 *
 * @example
 * ```ts
 * import { makeTargets } from "./makefile.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "FLAGS = -v\ntest: build\n\trun $(FLAGS)\nbuild:\n\tcc a.c\n";
 * assertEquals(makeTargets(text).recipe("test"), "test: build\n\trun $(FLAGS)\nbuild:\n\tcc a.c\nFLAGS = -v");
 * assertEquals(makeTargets(text).recipe("x"), null);
 * ```
 */
export function makeTargets(text: string): MakeTargets {
  const rules = new Map<string, Rule>();
  const variables = new Map<string, string>();
  let first = "";
  let names: readonly string[] = [];
  for (const line of text.replaceAll("\\\n", " ").split("\n")) {
    if (line.startsWith("\t")) {
      for (const name of names) add(name, { needs: [], lines: [line] });
      continue;
    }
    const variable = /^(?:export\s+|override\s+)?([\w.-]+)\s*(?:::|[:+?!])?=/
      .exec(line);
    if (variable !== null) {
      const name = variable[1]!;
      const before = variables.get(name);
      variables.set(name, before === undefined ? line : `${before}\n${line}`);
      continue;
    }
    const rule = /^([^\s#:=][^:=#]*?)\s*::?(?!=)\s*([^#]*)/.exec(line);
    if (rule === null) {
      if (/^\S/.test(line) && !line.startsWith("#")) names = [];
      continue;
    }
    names = rule[1]!.split(/\s+/);
    const [needed = "", own] = rule[2]!.split(";", 2);
    const needs = needed.split(/\s+/).filter((word) =>
      word !== "" && word !== "|"
    );
    for (const name of names) {
      if (first === "" && !name.startsWith(".")) first = name;
      add(name, { needs, lines: [line, ...(own === undefined ? [] : [own])] });
    }
  }

  function add(name: string, { needs, lines }: Rule): void {
    const before = rules.get(name);
    rules.set(name, {
      needs: [...before?.needs ?? [], ...needs],
      lines: [...before?.lines ?? [], ...lines],
    });
  }

  return {
    recipe(name) {
      const start = name === "" ? first : name;
      if (!rules.has(start)) return null;
      const reached = new Set([start]);
      // A set hands out what is added while it is walked.
      for (const one of reached) {
        const { needs, lines } = rules.get(one)!;
        const called = lines.flatMap((line) =>
          [...line.matchAll(/(?:\$[({]MAKE[)}]|\bmake)\s+([\w.-]+)/g)].map((
            [, target = ""],
          ) => target)
        );
        for (const other of [...needs, ...called]) {
          if (rules.has(other)) reached.add(other);
        }
      }
      const body = [...reached].flatMap((one) => rules.get(one)!.lines);
      const used = new Set(
        body.flatMap((line) =>
          [...line.matchAll(/\$[({]([\w.-]+)/g)].map(([, word = ""]) => word)
        ),
      );
      for (const word of used) {
        for (
          const [, inner = ""] of (variables.get(word) ?? "").matchAll(
            /\$[({]([\w.-]+)/g,
          )
        ) {
          used.add(inner);
        }
      }
      const set = [...used].sort().flatMap((word) => variables.get(word) ?? []);
      return [...body, ...set].join("\n");
    },
  };
}
