/**
 * `samocode status`: where a session stands.
 *
 * @module
 */

import type { Terminal } from "../system/terminal.ts";
import { countFlag } from "./count_flag.ts";
import { sessionCall } from "./look/session_call.ts";
import { type SessionView, sessionView } from "./look/session_view.ts";
import { viewJson } from "./look/view_json.ts";
import { viewText } from "./look/view_text.ts";
import { now } from "./own_clock.ts";
import { type Call, on } from "./subcommand.ts";

const COMMITS = 3;
const FLOW_LINES = 3;

/** Prints the progress report, or with `--json` everything that is known. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const flow = countFlag(call, "flow") ?? FLOW_LINES;
  const { folder, ...rest } = await sessionCall(call, terminal);
  const options = { ...rest, now: now(), commits: COMMITS };
  const newest = await sessionView(folder, options);
  const view = flow > newest.flow.length ? await withOlder(newest) : newest;
  terminal.out(
    on(call, "json")
      ? JSON.stringify(viewJson(view, { flow }), null, 2)
      : viewText(view, { flow }),
  );
  return 0;
}

/** With the entries of the flow log that have left the overview. */
async function withOlder(view: SessionView): Promise<SessionView> {
  const { olderFlow } = await import("../session/older_flow.ts");
  return {
    ...view,
    flow: [...olderFlow(view.gathered.paths), ...view.flow],
  };
}
