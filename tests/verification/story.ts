/**
 * Sessions as stories: what an agent does in each iteration, and how it has to end.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { StopReport } from "../../lib/engine/input.ts";
import type { FindingName } from "../../lib/workflow/changes/finding.ts";
import type { SessionState } from "../../lib/workflow/state.ts";
import { signals } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { finishes, SHOWS_PLAN } from "../engine/stage.ts";
import { inLab, type Lab } from "./lab.ts";
import { python } from "./programs.ts";
import type { ProjectName } from "./projects.ts";

/** What an agent does in the phase of implementation, and in the last one. */
export interface Story {
  readonly title: string;
  readonly project: ProjectName;
  /** One for each iteration; after the last one the agent says that all is built. */
  readonly work: readonly ((lab: Lab) => void)[];
  /** What is done when the agent was refused for the first time. */
  readonly mends?: (lab: Lab) => void;
  /** What is done in the last phase before the agent says "done". */
  readonly atLast?: (lab: Lab) => void;
  /** Whether the boxes of the plan are ticked with each piece of work; they are unless told. */
  readonly ticks?: boolean;
}

/** How a session ended. */
export interface Ending {
  readonly report: StopReport;
  readonly state: SessionState;
}

const PLAN = `# Plan

## Implementation Phases

### Phase 1: Work
- [ ] one
- [ ] two
- [ ] three
`;
/** An agent that is refused says the same once more, a few times. */
const AGAIN = 4;

/** Writes the plan and waits for its approval. */
export function plansIn(lab: Lab, plan: string = PLAN): Act {
  return signals(SHOWS_PLAN, () => {
    Deno.writeTextFileSync(`${lab.paths.folder}/plan.md`, plan);
    const text = Deno.readTextFileSync(lab.paths.overview);
    Deno.writeTextFileSync(
      lab.paths.overview,
      text.replace("## Plans\n", "## Plans\n- plan.md - the plan\n"),
    );
  });
}

/** Ticks the next box of the plan. */
export function tick({ paths }: Lab): void {
  const path = `${paths.folder}/plan.md`;
  const text = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, text.replace("- [ ]", "- [x]"));
}

/** An iteration that stays in its phase. */
function stays(work: () => void): Act {
  return signals({ status: "continue", summary: "One more" }, work);
}

/** An iteration that says that all is built. */
export function moves(work: () => void): Act {
  return signals({ status: "continue", phase: "done", summary: "Built" }, work);
}

/** Plays a story from its plan to whatever stops it. */
async function played(lab: Lab, story: Story): Promise<Ending> {
  const { work, mends, atLast, ticks = true } = story;
  await lab.run([plansIn(lab)]);
  await lab.approve();
  const acts = work.map((piece, i): Act => {
    const all = () => {
      piece(lab);
      if (ticks) tick(lab);
    };
    return i === work.length - 1 ? moves(all) : stays(all);
  });
  let mend = mends ?? (() => {});
  const again = moves(() => {
    mend(lab);
    mend = () => {};
  });
  const last = atLast === undefined
    ? finishes
    : signals({ status: "done", summary: "Finished" }, () => atLast(lab));
  const state = async () => (await lab.open()).state;
  // Whether a refusal comes in between is what is to be found out: the phase tells what an agent says next.
  const insists: Act = (start) =>
    (/^\*\*Phase:\*\* done$/m.test(start.prompt) ? last : again)(
      start,
    );
  const report = await lab.run([...acts, ...Array(AGAIN).fill(insists)]);
  return { report, state: await state() };
}

/** Makes a test of a session in which nothing may stop the agent. */
export function honest(story: Story): void {
  told("honest", story, ({ report, state }) => {
    const found = state.waiting?.text ?? state.blocked?.reason ?? "";
    assertEquals([report.reason, found], ["done", ""]);
    assert(state.compared !== null && state.compared.skipped === null);
  });
}

/** Makes a test of a session that must wait for a person who sees these findings. */
export function cheats(story: Story, names: readonly FindingName[]): void {
  told("cheat", story, ({ report, state }) => {
    const found = state.waiting?.findings?.map(({ name }) => name) ?? [];
    assertEquals(
      [report.reason, [...new Set(found)].sort()],
      ["waiting", [...names].sort()],
      state.waiting?.text ?? state.blocked?.reason,
    );
    assertEquals(
      report.next,
      "samocode approve 26-01-15-work --accept-test-changes --run",
    );
  });
}

/** Makes a test of a session that must be blocked by a rule. */
export function isBlocked(story: Story, rule: string): void {
  told("cheat", story, ({ report, state }) => {
    assertEquals([report.reason, state.blocked?.rule], ["blocked", rule]);
  });
}

function told(
  what: "honest" | "cheat",
  story: Story,
  judge: (ending: Ending) => void,
): void {
  Deno.test({
    name: `verification, ${what}: ${story.title}`,
    ignore: story.project === "python" && python === null,
    fn: () =>
      inLab(story.project, async (lab) => judge(await played(lab, story))),
  });
}
