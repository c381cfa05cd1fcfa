/**
 * Compares the working folder with the commit of the approved plan: tests, checks, settings.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { readFile, sha256 } from "../system/files.ts";
import type { Host } from "../system/host.ts";
import { inside } from "../system/scope.ts";
import { type Check, scriptPaths } from "../workflow/changes/check_targets.ts";
import { type FileVersions, parseDiff } from "../workflow/changes/diff.ts";
import {
  type Finding,
  finding,
  type ToldFinding,
} from "../workflow/changes/finding.ts";
import {
  type ChangedPath,
  testChanges,
  wantedPaths,
} from "../workflow/test_changes.ts";

/** What is compared with what. */
export interface FindChangesOptions {
  /** Tells the differences. */
  readonly host: Pick<Host, "changes" | "diff">;
  /** Real path of the working folder, in which nothing is uncommitted that counts. */
  readonly workingDir: string;
  /** Commit of the approved plan. */
  readonly base: string;
  readonly checks: readonly Check[];
  /** Check commands of that time; `null`: not known. */
  readonly approvedChecks: readonly Check[] | null;
  /** Ticked tasks of the plan. */
  readonly ticked: number;
}

/** What was found. */
export interface FoundChanges {
  readonly findings: readonly Finding[];
  /** All paths that differ; none when that is not known. */
  readonly changed: readonly ChangedPath[];
}

const MAX_SCRIPT_BYTES = 1 << 20;

/** Finds what a person should see; that something cannot be compared is a finding, too. */
export async function findChanges(
  { host, workingDir, base, checks, approvedChecks, ticked }:
    FindChangesOptions,
): Promise<FoundChanges> {
  const reading = await host.changes(base);
  if ("problem" in reading) return notCompared(reading.problem);
  const changed = reading.files;
  const rewritten = reading.descends ? [] : [
    finding("history-rewritten", {
      text: `HEAD does not come from ${
        base.slice(0, 10)
      }, the commit of the approved plan`,
    }),
  ];
  const all = [...checks, ...approvedChecks ?? []];
  const scripts = scriptTexts(workingDir, { checks: all, changed });
  const read = async (paths: readonly string[]) =>
    await versionsOf(host, { base, paths });
  const named = scriptPaths(all);
  const first = await read(
    changed.map(({ path }) => path).filter((path) => named.includes(path)),
  );
  if (typeof first === "string") return notCompared(first, changed);
  const rest = await read(
    wantedWith(first, { changed, checks: all, scripts }),
  );
  if (typeof rest === "string") return notCompared(rest, changed);
  const findings = testChanges({
    changed,
    versions: [...first, ...rest],
    checks,
    approvedChecks,
    scripts,
    ticked,
  });
  return { findings: [...rewritten, ...findings], changed };
}

/** Whole texts of files on both sides; a text says why there are none. */
async function versionsOf(
  host: FindChangesOptions["host"],
  { base, paths }: { readonly base: string; readonly paths: readonly string[] },
): Promise<readonly FileVersions[] | string> {
  if (paths.length === 0) return [];
  const diff = await host.diff(base, paths);
  if ("problem" in diff) return diff.problem;
  const { files, problem } = parseDiff(diff.text);
  return problem === null ? files : `the differences are too large: ${problem}`;
}

/** Paths that matter, given what the scripts that changed ran before and run now; those themselves are read already. */
function wantedWith(
  read: readonly FileVersions[],
  input: Parameters<typeof wantedPaths>[0],
): readonly string[] {
  const sides = (["before", "after"] as const).map((side) =>
    new Map([
      ...input.scripts,
      ...read.flatMap((file) => {
        const text = file[side];
        return text === null ? [] : [[file.path, text] as const];
      }),
    ])
  );
  const wanted = new Set(
    sides.flatMap((scripts) => wantedPaths({ ...input, scripts })),
  );
  for (const { path } of read) wanted.delete(path);
  return [...wanted];
}

/** Findings as the journal has them; of very many, each file's are told together. */
export async function toldFindings(
  findings: readonly Finding[],
): Promise<readonly ToldFinding[]> {
  return await Promise.all(
    bundled(findings).map(async ({ name, file, line, text, content }) => ({
      name,
      file,
      line,
      text,
      key: (await sha256(JSON.stringify([name, file, content]))).slice(0, 20),
    })),
  );
}

const MOST_FINDINGS = 300;

function bundled(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_FINDINGS) return findings;
  const groups = Map.groupBy(
    findings,
    ({ name, file }) => JSON.stringify([name, file]),
  );
  return [...groups.values()].map((group) => {
    const first = group[0]!;
    return group.length === 1 ? first : finding(first.name, {
      file: first.file,
      line: first.line,
      text: `${first.text}, and ${group.length - 1} more in this file`,
      content: group.map(({ content }) => content).join("\n\n"),
    });
  });
}

/** Accepted for these very files, and not for whatever comes after them. */
function notCompared(
  problem: string,
  changed: readonly ChangedPath[] = [],
): FoundChanges {
  const content = JSON.stringify([problem, changed]);
  return {
    findings: [finding("not-compared", { text: problem, content })],
    changed: [],
  };
}

/** Files with scripts that are the same in both commits. */
function scriptTexts(
  workingDir: string,
  { checks, changed }: {
    readonly checks: readonly Check[];
    readonly changed: readonly ChangedPath[];
  },
): ReadonlyMap<string, string> {
  const paths = scriptPaths(checks).filter((path) =>
    !changed.some((file) => file.path === path)
  );
  return new Map(paths.flatMap((path) => {
    try {
      const place = inside(workingDir, join(workingDir, path));
      const reading = readFile(place, MAX_SCRIPT_BYTES);
      return reading.kind === "text" ? [[path, reading.text] as const] : [];
    } catch (error) {
      // A link that leads out: whatever it names is not the repository's.
      if (error instanceof UserError) return [];
      throw error;
    }
  }));
}
