/**
 * Judges a session that is over: was anything lost, or done twice?
 *
 * @module
 */

import type { SessionPaths } from "../../lib/session/paths.ts";
import { chainRows, verifyChain } from "../../lib/session/verify.ts";
import { auditRows } from "../../lib/workflow/audit.ts";
import { foldRow } from "../../lib/workflow/fold.ts";
import type { Row, RowKind, RowOf } from "../../lib/workflow/row.ts";
import { emptyState } from "../../lib/workflow/state.ts";
import type { World } from "./world.ts";

/** What became of a session. */
export interface Verdict {
  readonly kind: "recovered" | "duplicated" | "lost";
  /** One sentence each; none when it recovered. */
  readonly problems: readonly string[];
}

/** Looks at journal, overview and what the outside remembers. */
export async function judge(
  paths: SessionPaths,
  { world, problems }: {
    readonly world: World;
    readonly problems: readonly string[];
  },
): Promise<Verdict> {
  if (problems.length > 0) return { kind: "lost", problems };
  const journal = await Deno.readFile(paths.journal);
  const rows = chainRows(journal);
  const overview = await Deno.readTextFile(paths.overview);
  const twice = doneTwice(rows, world);
  const lost = [
    ...verifyChain(journal),
    ...lostSignals(rows, world),
    ...lostWords(rows, { world, overview }),
  ];
  const kind = lost.length > 0
    ? "lost"
    : twice.length > 0
    ? "duplicated"
    : "recovered";
  return { kind, problems: [...lost, ...twice] };
}

function doneTwice(rows: readonly Row[], world: World): readonly string[] {
  const { decidedTwice, needless } = auditRows(rows);
  return [
    ...decidedTwice.map((n) => `iteration ${n} was decided twice`),
    ...needless.map((a) => `attempt ${a.iteration}-${a.attempt} was needless`),
    ...world.needless.map((n) => `iteration ${n} was played after its signal`),
    ...(count(rows, "gate-opened") > 1 ? ["the gate was opened twice"] : []),
  ];
}

/** Every signal that was written must have decided its iteration. */
function lostSignals(rows: readonly Row[], world: World): readonly string[] {
  const decided = of(rows, "decided");
  return [...world.signalled].flatMap((iteration) => {
    const row = decided.find((row) => row.iteration === iteration);
    return row === undefined || row.refused || row.decision === "block"
      ? [`the signal of iteration ${iteration} decided nothing`]
      : [];
  });
}

function lostWords(
  rows: readonly Row[],
  { world, overview }: { readonly world: World; readonly overview: string },
): readonly string[] {
  const state = rows.reduce(foldRow, emptyState);
  const flow = overview.split("## Flow Log\n")[1]?.split("\n## ")[0] ?? "";
  const lines = flow.split("\n").filter((line) => line.startsWith("- ["));
  const expected = [
    "Session prepared; phase planning",
    "Plan approved for implementation via command",
    "Phase transition: implementation -> done",
    "Session done",
  ];
  const missing = [...world.lines, ...expected, "Greet people"]
    .filter((line) => !overview.includes(line));
  const fields = /Phase: done\nIteration: (\d+)\n.*: \1\nBlocked: no\n/;
  const told = Math.min(...world.told);
  return [
    ...missing.map((line) => `the overview lacks "${line}"`),
    ...lines.filter((line, i) => lines.indexOf(line) < i)
      .map((line) => `the flow log has twice: ${line}`),
    ...(fields.test(overview) ? [] : ["the fields of the overview are wrong"]),
    ...(state.approval?.by === "ann" ? [] : ["the approval is lost"]),
    ...(decidesAfter(rows, told) ? [] : ["the message was not heard"]),
  ];
}

/** Whether the iteration in which the message was told was decided by an attempt that knew of it. */
function decidesAfter(rows: readonly Row[], told: number): boolean {
  return of(rows, "decided").some((row) => row.iteration === told);
}

function of<K extends RowKind>(rows: readonly Row[], kind: K) {
  return rows.filter((row) => row.kind === kind) as unknown as readonly RowOf<
    K
  >[];
}

function count(rows: readonly Row[], kind: RowKind): number {
  return of(rows, kind).length;
}
