/**
 * Looking at a project with a thousand sessions.
 *
 * @module
 */

import { join } from "@std/path";
import { timed } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { newSession } from "../synthetic.ts";

/** `list` and `status` among a thousand sessions. */
export const manySessions: Measure = { name: "many sessions", run };

const SESSIONS = 1_000;
const ITERATIONS = 10;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const pattern = await newSession(lab, {
    name: "pattern",
    iterations: ITERATIONS,
  });
  const sessions = join(lab.folder, "thousand");
  await Deno.mkdir(sessions);
  for (let n = 0; n < SESSIONS; n++) {
    const folder = join(sessions, `26-01-15-task-${n}`);
    await Deno.mkdir(folder);
    for (const name of FILES) {
      await Deno.copyFile(join(pattern, name), join(folder, name));
    }
  }
  const config = join(lab.folder, "thousand.samocode");
  const usual = await Deno.readTextFile(join(lab.project, ".samocode"));
  await Deno.writeTextFile(
    config,
    usual.replace(/^SESSIONS=.*$/m, `SESSIONS=${sessions}`),
  );
  const empty: number[] = [];
  const list: number[] = [];
  const status: number[] = [];
  for (let round = 0; round < lab.rounds(8); round++) {
    empty.push(await timed(lab.program.empty, lab.options()));
    list.push(await lab.call(["list", "--config", config]));
    status.push(await lab.call(["status", "task-500", "--config", config]));
  }
  await Deno.remove(sessions, { recursive: true });
  const reference = { title: "empty program", values: empty };
  return [
    {
      name: "list of 1000",
      title:
        `\`samocode list\` of ${SESSIONS} sessions of ${ITERATIONS} iterations each`,
      unit: "ms",
      better: "less",
      values: list,
      reference,
      goal: { of: "value", limit: 400 },
    },
    {
      name: "status of 1000",
      title: `\`samocode status\` of one of ${SESSIONS} sessions`,
      unit: "ms",
      better: "less",
      values: status,
      reference,
      goal: null,
    },
  ];
}

/** What a session has that is looked at. */
const FILES = [
  "_overview.md",
  "_journal.jsonl",
  "_orchestrator.lock",
  "_orchestrator.json",
];
