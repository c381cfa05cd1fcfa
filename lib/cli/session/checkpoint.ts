/**
 * `samocode session checkpoint`: gives the state of the worktree a name, under which `samocode wip restore` puts it back.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { RefusedError } from "../../session/refused.ts";
import { commitRequest, requestStep } from "../../session/request_step.ts";
import { keepWork } from "../../system/keep_work.ts";
import type { Terminal } from "../../system/terminal.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { gateCall, loadForActing, openActing } from "../acting.ts";
import { sessionWord } from "../find_session.ts";
import { commandLines } from "../look/place.ts";
import type { Call } from "../subcommand.ts";
import { checkpointProblem } from "../wip/checkpoint.ts";
import { keptOf } from "../wip/kept.ts";
import { refuseWhileRunning } from "../wip/refuse_running.ts";

/** Keeps the state under a ref, with HEAD as its parent; files, index and branch stay as they are. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const [checkpoint, ...positionals] = call.positionals;
  const problem = checkpoint === undefined
    ? "no name says what it is called"
    : checkpointProblem(checkpoint);
  if (checkpoint === undefined || problem !== null) {
    throw new UsageError(
      `Cannot make a checkpoint${
        checkpoint === undefined ? "" : ` "${checkpoint}"`
      }: ${problem}`,
      { hint: "samocode session checkpoint NAME [SESSION]" },
    );
  }
  const config = await loadForActing(call, terminal);
  const word = sessionWord({ ...call, positionals });
  const acting = await openActing(word, { terminal, config });
  const { store, name } = acting;
  const gate = await gateCall(acting);
  let left: readonly string[] = [];
  // Under the session lock no attempt can begin.
  await commitRequest(store, async ({ state }) => {
    await refuseWhileRunning(acting, { state, act: "make a checkpoint of" });
    const { cwd, refs } = await keptOf(name, state);
    if (refs.some((ref) => ref.name === checkpoint)) {
      throw new RefusedError(
        `Cannot make a checkpoint "${checkpoint}" of "${name}": there is one of that name`,
        { hint: "choose another name" },
      );
    }
    const kept = await keepWork(cwd, `${name}/${checkpoint}`, { clean: true });
    if (kept === null || "problem" in kept) {
      throw new RefusedError(
        `Cannot make a checkpoint "${checkpoint}" of "${name}": ${
          kept === null ? `"${cwd}" is in no repository` : kept.problem
        }`,
        { hint: `git -C "${cwd}" status` },
      );
    }
    left = kept.left ?? [];
    const text = `Checkpoint ${checkpoint}`;
    const fields = { to: null, fields: {}, flow: text };
    return requestStep(gate, { state, verb: "note", text, ...fields });
  });
  acting.terminal.out(`Checkpoint ${checkpoint} is kept`);
  for (const path of left) {
    acting.terminal.err(`samocode: not in it: ${shellWord(oneLine(path))}`);
  }
  acting.terminal.err(
    `samocode: to put it back: ${
      commandLines({ terminal, config })(name)("wip restore", checkpoint)
    }`,
  );
  return 0;
}
