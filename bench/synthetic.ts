/**
 * Long sessions that nobody had to wait for: a real session whose journal is drawn out.
 *
 * @module
 */

import { join } from "@std/path";
import { digest } from "../lib/session/digest.ts";
import { editOverview } from "../lib/session/overview_edit.ts";
import { trimFlow } from "../lib/session/flow_trim.ts";
import { type SessionPaths, sessionPaths } from "../lib/session/paths.ts";
import type { Row } from "../lib/workflow/row.ts";
import type { Lab } from "./lab.ts";

/** Runs a new session for some iterations and returns its folder. */
export async function newSession(
  lab: Lab,
  { name, iterations }: { readonly name: string; readonly iterations: number },
): Promise<string> {
  const args = ["run", name, "--new", "--max-iterations", `${iterations}`];
  await lab.call(args, { codes: [6] });
  return folderOf(lab, name);
}

/** Folder of a session by its name without date. */
export async function folderOf(lab: Lab, name: string): Promise<string> {
  for await (const entry of Deno.readDir(lab.sessions)) {
    if (entry.name.endsWith(`-${name}`)) return join(lab.sessions, entry.name);
  }
  throw new Error(`there is no session "${name}"`);
}

/** Iterations in a row of {@linkcode drawOut} that are written at once. */
const BLOCK = 1000;

/**
 * Appends iterations to the journal of a session that is stopped: copies of its last one, each with its own numbers
 * and with a chain that holds, and the end of the run. The overview gets the number of the last and its entries.
 */
export async function drawOut(folder: string, to: number): Promise<void> {
  const paths = sessionPaths(folder);
  const lines = (await Deno.readTextFile(paths.journal)).trimEnd().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const last = rows.findLast((row) => row.kind === "decided")!.iteration;
  const started = rows.findLast((row) => row.kind === "run-started")!;
  const stopped = rows.findLast((row) => row.kind === "run-stopped")!;
  const pattern = rows.filter((row) =>
    row.iteration === last && row.kind !== "run-started" &&
    row.kind !== "run-stopped"
  );
  const overview = await drawnOut(paths, to);
  let seq = rows.length;
  let prev = digest(lines.at(-1)!);
  const add = (row: Row, change: Partial<Row>) => {
    const line = JSON.stringify({ ...row, ...change, seq: ++seq, prev });
    prev = digest(line);
    return line;
  };
  const out = await Deno.open(paths.journal, { append: true });
  const encoder = new TextEncoder();
  let block: string[] = [add(started, { iteration: last })];
  const flush = async () => {
    const writer = encoder.encode(`${block.join("\n")}\n`);
    for (let at = 0; at < writer.length;) {
      at += await out.write(writer.subarray(at));
    }
    block = [];
  };
  for (let iteration = last + 1; iteration <= to; iteration++) {
    for (const row of pattern) block.push(add(row, { iteration }));
    if (iteration % BLOCK === 0) await flush();
  }
  const hash = digest(overview);
  block.push(add(stopped, { iteration: to, overview: hash } as Partial<Row>));
  await flush();
  out.close();
  await Deno.writeTextFile(paths.overview, overview);
}

/** An overview as agents leave it that write an entry into the flow log in every iteration. */
async function drawnOut(paths: SessionPaths, to: number): Promise<string> {
  const text = editOverview(await Deno.readTextFile(paths.overview), {
    fields: { "Iteration": `${to}`, "Total Iterations": `${to}` },
  });
  const heading = "## Flow Log\n";
  const entries = Array.from(
    { length: to },
    (_, i) => `- [${i + 1} @ 11-24 10:00] One more piece of work is done\n`,
  );
  const trimmed = trimFlow(text.replace(heading, heading + entries.join("")));
  await Deno.writeTextFile(paths.olderFlow, trimmed.moved);
  return trimmed.text;
}
