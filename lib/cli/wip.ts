/**
 * `samocode wip`: the unfinished work of attempts, which is kept under refs of its own.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { keptDiff, keptFiles } from "../system/kept_work.ts";
import type { Terminal } from "../system/terminal.ts";
import { systemClock } from "../system/clock.ts";
import { durationText } from "../workflow/timestamps.ts";
import { loadForActing, openActing } from "./acting.ts";
import { findSession } from "./find_session.ts";
import { readState } from "./open_session.ts";
import { type Call, text } from "./subcommand.ts";
import { type Kept, keptOf, pickKept } from "./wip/kept.ts";
import { restoreWork } from "./wip/restore.ts";

const VERBS = ["list", "show", "restore"] as const;

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const config = await loadForActing(call, terminal);
  const { verb, session, which } = words(call);
  if (verb === "restore") {
    if (terminal.env["SAMOCODE_RUN"]) {
      throw new UserError(
        'Cannot run "samocode wip restore": it is for a person, and an agent inside a run calls it',
        { hint: "samocode wip show" },
      );
    }
    const acting = await openActing(session, { terminal, config });
    const kept = await keptOf(acting.name, acting.store.state);
    await restoreWork(acting, { kept, ref: pickKept(kept, which) });
    return 0;
  }
  const folder = await findSession(session, { terminal, config });
  const name = folder.split("/").at(-1)!;
  const kept = await keptOf(name, await readState(folder));
  if (verb === "list") await list(kept, { name, terminal });
  else await show(kept, { which, terminal });
  return 0;
}

interface Words {
  readonly verb: typeof VERBS[number];
  readonly session: string | undefined;
  /** Name or number; the newest unless told. */
  readonly which: string;
}

function words(call: Call): Words {
  const [first, ...rest] = call.positionals;
  const flag = text(call, "session");
  const verb = VERBS.find((one) => one === first);
  if (verb === undefined || verb === "list") {
    const [session, ...more] = verb === undefined ? call.positionals : rest;
    if (more.length > 0 && verb === undefined) {
      throw new UsageError(
        `Cannot "${first}" kept work: there is no such thing`,
        {
          hint: `samocode wip ${VERBS.join("|")} [SESSION] [N]`,
        },
      );
    }
    if (more.length > 0) {
      throw new UsageError(`Cannot use "${more[0]}": list takes a session`, {
        hint: "samocode wip --help",
      });
    }
    return { verb: "list", session: flag ?? session, which: "1" };
  }
  const which = rest.at(-1);
  if (which === undefined || flag !== undefined && rest.length > 1) {
    throw new UsageError(`Cannot ${verb} kept work: say which`, {
      hint: `samocode wip ${verb} [SESSION] N, with N of samocode wip list`,
    });
  }
  return { verb, session: flag ?? rest.at(-2), which };
}

async function list(
  { cwd, refs }: Kept,
  { name, terminal }: { readonly name: string; readonly terminal: Terminal },
): Promise<void> {
  if (refs.length === 0) {
    terminal.out(`${name}: no unfinished work is kept`);
    return;
  }
  const now = systemClock.now();
  for (const [i, { name: its, ref, atMs }] of refs.entries()) {
    const { written, removed } = await keptFiles(cwd, ref);
    const files = written.length + removed.length;
    const age = durationText(Math.max(0, now - atMs));
    terminal.out(
      `${String(i + 1).padStart(3)}  ${its}  ${age} ago  ${files} file${
        files === 1 ? "" : "s"
      }  ${ref}`,
    );
  }
}

async function show(
  kept: Kept,
  { which, terminal }: {
    readonly which: string;
    readonly terminal: Terminal;
  },
): Promise<void> {
  const { ref } = pickKept(kept, which);
  const diff = await keptDiff(kept.cwd, { ref, color: terminal.color });
  terminal.out(diff.trimEnd() || "Nothing is changed");
}
