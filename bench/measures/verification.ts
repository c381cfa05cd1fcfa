/**
 * What the host's own look at the work costs where the repository is large: HEAD, tree and changes, receipts, and the comparison of the tests.
 *
 * @module
 */

import { join } from "@std/path";
import type { Row } from "../../lib/workflow/row.ts";
import { createFactsReader } from "../../lib/system/git_facts.ts";
import { timed } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";

/** Verification in a repository of 20,000 files. */
export const verification: Measure = { name: "verification", run };

const FILES = 20_000;
const TESTS = 400;
const LIMIT_MS = 300;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const place = await makeProject(lab);
  const values: number[] = [];
  const changed: number[] = [];
  const looks: number[] = [];
  for (let round = 0; round < lab.rounds(4); round++) {
    const same = await walk(place, { name: `same${round}`, change: false });
    const tree = join(place.worktrees, same.folder);
    looks.push(...await lookTimes(tree, lab.rounds(20)));
    const look = median(looks);
    values.push(...same.transitions.map((ms) => ms + look));
    const other = await walk(place, { name: `changed${round}`, change: true });
    changed.push(...other.compared.map((ms) => ms + look));
  }
  const files = FILES.toLocaleString("en");
  return [
    {
      name: "verification",
      title:
        `verification at a transition in a repository of ${files} files, less the check's own time`,
      unit: "ms",
      better: "less",
      values,
      reference: null,
      goal: { of: "value", limit: LIMIT_MS },
    },
    {
      name: "verification git",
      title: `HEAD, tree and changes of ${files} files, which is part of it`,
      unit: "ms",
      better: "less",
      values: looks,
      reference: null,
      goal: null,
    },
    {
      name: "verification old tests",
      title:
        `the same where tests were changed: the old ones are run in a scratch worktree of ${files} files`,
      unit: "ms",
      better: "less",
      values: changed,
      reference: null,
      goal: null,
      note:
        "Once per state of the work, before the end. Nearly all of it is git, which checks the files out and removes them.",
    },
  ];
}

interface Place {
  readonly lab: Lab;
  readonly project: string;
  readonly sessions: string;
  readonly worktrees: string;
}

async function makeProject(lab: Lab): Promise<Place> {
  const folder = join(lab.folder, "large");
  const [project, sessions, worktrees] = [
    join(folder, "repo"),
    join(folder, "sessions"),
    join(folder, "trees"),
  ];
  for (let n = 0; n < FILES; n++) {
    const isTest = n < TESTS;
    const part = join(project, isTest ? "tests" : "src", `part${n % 200}`);
    await Deno.mkdir(part, { recursive: true });
    const [name, text] = isTest
      ? [`file${n}_test.ts`, `Deno.test("value ${n}", () => {});\n`]
      : [`file${n}.ts`, `export const value${n} = ${n};\n`];
    await Deno.writeTextFile(join(part, name!), text!.repeat(20));
  }
  await Deno.writeTextFile(
    join(project, ".samocode"),
    [
      `MAIN_REPO=${project}`,
      `WORKTREES=${worktrees}`,
      `SESSIONS=${sessions}`,
      "PROVIDER=demo",
      "CHECK_TEST=true",
      "",
    ].join("\n"),
  );
  const place = { lab, project, sessions, worktrees };
  await git(place, project, ["init", "-q", "-b", "main"]);
  await commit(place, project);
  return place;
}

async function git(
  { lab }: Place,
  cwd: string,
  args: readonly string[],
): Promise<void> {
  await timed(["git", ...args], { cwd, env: lab.env });
}

async function commit(place: Place, cwd: string): Promise<void> {
  await git(place, cwd, ["add", "--all"]);
  const author = ["-c", "user.name=b", "-c", "user.email=b@example.org"];
  await git(place, cwd, [...author, "commit", "-q", "-m", "bench"]);
}

interface Walk {
  /** Name of the folders of the session and of its worktree. */
  readonly folder: string;
  /** From the end of an attempt to the decision where something was checked or compared, less the checks, in ms. */
  readonly transitions: readonly number[];
  /** Those of them in which the tests were compared. */
  readonly compared: readonly number[];
}

/** Carries a session from its beginning to its end; `change` changes tests that were there, as an agent might. */
async function walk(
  place: Place,
  { name, change }: { readonly name: string; readonly change: boolean },
): Promise<Walk> {
  const { lab, project, sessions, worktrees } = place;
  const call = (args: readonly string[], codes: readonly number[]) =>
    timed([...lab.program.words, ...args], {
      cwd: project,
      env: lab.env,
      codes,
    });
  await call(["run", name, "--new", "--task", "Greet"], [4]);
  await call(["answer", name, "--accept-suggestions", "--run"], [4]);
  const folder = await folderOf(sessions, name);
  if (change) {
    const tree = join(worktrees, folder);
    for (let n = 0; n < 5; n++) {
      const path = join(tree, `tests/part${n}/file${n}_test.ts`);
      await Deno.writeTextFile(path, "// One more line.\n", { append: true });
    }
    await commit(place, tree);
  }
  await call(["approve", name, "--yes", "--run"], [0, 4]);
  const text = await Deno.readTextFile(
    join(sessions, folder, "_journal.jsonl"),
  );
  const rows = text.trimEnd().split("\n").map((line) =>
    JSON.parse(line) as Row
  );
  return { folder, ...gaps(rows) };
}

async function folderOf(sessions: string, name: string): Promise<string> {
  for await (const entry of Deno.readDir(sessions)) {
    if (entry.name.endsWith(`-${name}`)) return entry.name;
  }
  throw new Error(`there is no session "${name}"`);
}

/** How long each decision took after which something was checked or compared. */
function gaps(rows: readonly Row[]): Omit<Walk, "folder"> {
  const transitions: number[] = [];
  const compared: number[] = [];
  let ended = 0;
  let checks: Row[] = [];
  for (const row of rows) {
    if (row.kind === "attempt-ended") {
      ended = Date.parse(row.time);
      checks = [];
    }
    if (row.kind === "check-ended" || row.kind === "tests-compared") {
      checks.push(row);
    }
    if (row.kind !== "decided" || checks.length === 0) continue;
    const own = checks.reduce(
      (ms, check) => ms + (check.kind === "check-ended" ? check.durationMs : 0),
      0,
    );
    const ms = Date.parse(row.time) - ended - own;
    transitions.push(ms);
    if (checks.some(({ kind }) => kind === "tests-compared")) compared.push(ms);
  }
  return { transitions, compared };
}

async function lookTimes(
  tree: string,
  count: number,
): Promise<readonly number[]> {
  const facts = createFactsReader(tree);
  const times: number[] = [];
  try {
    for (let n = 0; n < count; n++) {
      const begun = performance.now();
      await facts.read();
      times.push(performance.now() - begun);
    }
  } finally {
    await facts.close();
  }
  return times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
