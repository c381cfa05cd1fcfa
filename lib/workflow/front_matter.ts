/**
 * The workflow file: a phase table as YAML front matter, the master prompt below it.
 *
 * @module
 */

import { parse } from "@std/yaml";
import { type Fields, readFields } from "./fields.ts";
import { isObject, typeName } from "./json_type.ts";
import { readPhase } from "./phase_fields.ts";
import type { Phase, Workflow } from "./table.ts";

/** A workflow, or everything that is wrong with its file. */
export type WorkflowReading =
  | { readonly kind: "ok"; readonly workflow: Workflow }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

/**
 * Parts a file into its front matter and what follows; `yaml` is `null` when there is none.
 *
 * @example
 * ```ts
 * import { splitFrontMatter } from "./front_matter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(splitFrontMatter("---\na: 1\n---\n\n# B\n"), {
 *   yaml: "a: 1",
 *   body: "# B",
 * });
 * assertEquals(splitFrontMatter("# B\n"), { yaml: null, body: "# B" });
 * ```
 */
export function splitFrontMatter(
  text: string,
): { readonly yaml: string | null; readonly body: string } {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const isRule = (line: string | undefined) => line?.trimEnd() === "---";
  const end = lines.findIndex((line, i) => i > 0 && isRule(line));
  if (!isRule(lines[0]) || end < 0) {
    return { yaml: null, body: lines.join("\n").trim() };
  }
  return {
    yaml: lines.slice(1, end).join("\n"),
    body: lines.slice(end + 1).join("\n").trim(),
  };
}

/**
 * Reads a workflow file and reports all problems of its form at once; never throws.
 *
 * Names of phases are lower-cased. Whether the phases fit together is for `validateWorkflow`.
 *
 * @param name Becomes the workflow's name: `full`, `quick` or an absolute path.
 *
 * @example
 * ```ts
 * import { parseWorkflow } from "./front_matter.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const text = [
 *   "---",
 *   "version: 1",
 *   "start: Work",
 *   "phases:",
 *   "  Work: { limit: 3, final: true, signals: [done] }",
 *   "---",
 *   "Do it.",
 * ].join("\n");
 * const reading = parseWorkflow(text, "/tmp/workflow.md");
 * assert(reading.kind === "ok");
 * assertEquals(reading.workflow.phases["work"]?.limit, 3);
 * ```
 */
export function parseWorkflow(text: string, name: string): WorkflowReading {
  const { yaml, body } = splitFrontMatter(text);
  if (yaml === null) {
    return failed(['there is no front matter between two lines "---"']);
  }
  let value: unknown;
  try {
    // The line of the first rule is put back, so that line numbers are the file's.
    value = parse(`\n${yaml}`, { schema: "core" });
  } catch (error) {
    if (error instanceof RangeError) {
      return failed(["the front matter is nested too deeply"]);
    }
    if (!(error instanceof SyntaxError)) throw error;
    const reason = (error.message.split("\n")[0] ?? "").replace(/:$/, "");
    return failed([`the front matter is not YAML: ${reason}`]);
  }
  const problems: string[] = [];
  const keys = ["version", "start", "phases"];
  const where = "front matter";
  const top = readFields(value, { where, keys, problems });
  const version = top.raw("version");
  if (version !== 1) {
    top.problem(
      version === null
        ? '"version" is missing, the present one is 1'
        : typeof version === "number"
        ? `"version" is ${version}, only 1 is known`
        : `"version" is ${typeName(version)}, not the number 1`,
    );
  }
  const start = top.text("start", "").toLowerCase();
  if (top.raw("start") === null) top.problem('"start" is missing');
  const phases = readPhases(top, problems);
  if (body === "") {
    top.problem("there is no master prompt below the front matter");
  }
  if (problems.length > 0) return failed(problems);
  return { kind: "ok", workflow: { name, start, phases, prompt: body } };
}

function readPhases(
  top: Fields,
  problems: string[],
): Readonly<Record<string, Phase>> {
  const table = top.raw("phases");
  if (!isObject(table) || Object.keys(table).length === 0) {
    top.problem(
      table === null || isObject(table)
        ? '"phases" is missing or empty'
        : `"phases" is ${typeName(table)}, not a mapping`,
    );
    return {};
  }
  const phases = new Map<string, Phase>();
  for (const [key, value] of Object.entries(table)) {
    const name = key.trim().toLowerCase();
    const where = `phase "${name}"`;
    if (phases.has(name)) problems.push(`${where} is there twice`);
    else if (!/^[a-z][a-z0-9_-]{0,39}$/.test(name)) {
      problems.push(
        `${where}: a name begins with a letter and goes on with at most ` +
          '39 letters, digits, "_" and "-"',
      );
    } else phases.set(name, readPhase(name, { where, value, problems }));
  }
  return Object.fromEntries(phases);
}

function failed(problems: readonly string[]): WorkflowReading {
  return { kind: "problems", problems };
}
