/**
 * A session that stands at something, opened by as many writers as a test needs.
 *
 * @module
 */

import { loadWorkflow } from "../../lib/cli/load_workflow.ts";
import type { GateCall } from "../../lib/session/gates.ts";
import { readOverview } from "../../lib/session/overview.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { openStore, type Store } from "../../lib/session/store.ts";
import { systemClock } from "../../lib/system/clock.ts";
import type { Row } from "../../lib/workflow/row.ts";
import { inProject, type SessionParts } from "../cli/made_session.ts";

/** What the test works with. */
export interface GateRoom {
  readonly paths: SessionPaths;
  readonly call: GateCall;
  /** One more writer. */
  open(): Promise<Store>;
  /** What the overview says now. */
  overview(): ReturnType<typeof readOverview>;
  read(name: string): string;
  write(name: string, text: string): void;
  rows(): readonly Row[];
}

/** Runs a test on a session of the workflow `full` and removes it. */
export async function inRoom(
  parts: SessionParts | Promise<SessionParts>,
  test: (room: GateRoom) => Promise<void>,
): Promise<void> {
  await inProject(async (project) => {
    const paths = await project.session("26-01-15-auth", await parts);
    const read = (name: string) =>
      Deno.readTextFileSync(`${paths.folder}/${name}`);
    await test({
      paths,
      call: {
        workflow: (await loadWorkflow("full")).workflow,
        actor: { by: "ann", channel: "command" },
        moment: { atMs: Date.UTC(2026, 0, 15, 14, 30), offsetMinutes: 0 },
      },
      open: () =>
        openStore(paths, {
          clock: systemClock,
          run: null,
          redact: (text) => text,
          repair: true,
          version: "0.0.0",
        }),
      overview: () => readOverview(read("_overview.md")),
      read,
      write: (name, text) =>
        Deno.writeTextFileSync(`${paths.folder}/${name}`, text),
      rows: () =>
        read("_journal.jsonl").trimEnd().split("\n")
          .map((line): Row => JSON.parse(line)),
    });
  });
}
