import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/show.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { sha256 } from "../../lib/system/files.ts";
import type { FakeTerminalOptions } from "../fakes/terminal.ts";
import { decided, prepared, runStarted } from "../workflow/fixture.ts";
import {
  inProject,
  type MadeProject,
  plainOverview,
  type SessionParts,
  type TimedRow,
} from "./made_session.ts";

const PLAN = "## Implementation Phases\n### Phase 1: A\n- [ ] one\n- [ ] two\n";
const QUESTIONS = `### Q1: Which?
A) This
B) That
**Suggestion:** B - newer
**Answer:** _waiting_

### Q2: When?
**Suggestion:** soon
**Answer:** _waiting_

### Q3: Who?
**Answer:** me
`;

const overview = `${
  plainOverview().replace("## Plans\n", "")
}\n## Plans\n- p.md - a plan\n`;

function waits(reason: string, planHash: string | null = null): TimedRow {
  return {
    kind: "gate-waiting",
    reason,
    to: null,
    plan: planHash === null ? null : "p.md",
    planHash,
    text: "Please\nlook",
    overview: "",
  };
}

async function shown(
  project: MadeProject,
  words: readonly string[],
  options: Partial<FakeTerminalOptions> = {},
): Promise<string> {
  const terminal = project.terminal(options);
  assertEquals(await run({ flags: {}, positionals: words }, terminal), 0);
  return terminal.outLines.join("\n");
}

/** What `show auth` prints for a session of these parts. */
async function gate(
  project: MadeProject,
  parts: SessionParts,
): Promise<readonly string[]> {
  const fromMs = systemClock.now() - 3 * 3_600_000 - 1;
  const paths = await project.session("auth", { fromMs, ...parts });
  const lines = (await shown(project, ["auth"])).split("\n");
  await Deno.remove(paths.folder, { recursive: true });
  return lines;
}

Deno.test("show run() shows the plan that waits, its hash, and what to type", () =>
  inProject(async (project) => {
    const hash = await sha256(PLAN);
    const files = { "p.md": PLAN };
    const rows = [...prepared, runStarted, waits("plan_approval", hash)];
    assertEquals(await gate(project, { rows, overview, files }), [
      "Waits for plan approval for 3 h",
      "Plan: p.md, 2 tasks",
      `Hash: ${hash}`,
      "",
      ...PLAN.trimEnd().split("\n"),
      "",
      `Approve:   samocode approve auth --plan-hash ${hash.slice(0, 12)}`,
      'Send back: samocode reject auth "what to change"',
    ]);
    const changed = { "p.md": PLAN.replace("two", "three") };
    const other = await gate(project, { rows, overview, files: changed });
    assertEquals(
      other[3],
      `It was changed since it was handed in: then its hash was ${hash}`,
    );
    const now = (await sha256(changed["p.md"])).slice(0, 12);
    assertEquals(
      other.at(-2),
      `Approve:   samocode approve auth --plan-hash ${now}`,
    );
    const gone = await gate(project, { rows, overview });
    assertStringIncludes(gone[1]!, "There is no plan");
  }));

Deno.test("show run() shows the questions with the commands that answer them", () =>
  inProject(async (project) => {
    const rows = [...prepared, waits("qa_answers")];
    const files = { "_qa.md": QUESTIONS };
    assertEquals(await gate(project, { rows, files }), [
      "Waits for answers to its questions for 3 h: 2 of 3 open",
      "",
      "Q1: Which?",
      "  A) This",
      "  B) That",
      "  Suggestion: B - newer",
      "  Answer: open",
      "",
      "Q2: When?",
      "  Suggestion: soon",
      "  Answer: open",
      "",
      "Q3: Who?",
      "  Answer: me",
      "",
      'Answer: samocode answer auth 1=B 2="…"',
      "Or all as suggested: samocode answer auth --accept-suggestions",
    ]);
    const answered = {
      "_qa.md": QUESTIONS.replaceAll("_waiting_", "A"),
    };
    assertEquals(await gate(project, { rows, files: answered }), [
      "Nothing waits for a person",
      "State: stopped: all questions are answered → samocode run auth",
    ]);
    const end = decided("done", "done", { decision: "finish", text: "All in" });
    assertEquals(
      await gate(project, { rows: [...prepared, runStarted, end] }),
      [
        "Nothing waits for a person",
        "State: done: All in",
        "Next: samocode report auth",
      ],
    );
  }));

Deno.test("show run() shows what is to be done, and what blocks", () =>
  inProject(async (project) => {
    const action = [...prepared, waits("human_action")];
    assertEquals(await gate(project, { rows: action }), [
      "Waits for human action for 3 h",
      "",
      "Please",
      "look",
      "",
      "When it is done: samocode unblock auth",
    ]);
    const blocked = decided("investigation", "investigation", {
      decision: "block",
      rule: "provider-blocked",
      text: "No key\nfor the service",
      needs: "error_resolution",
    });
    assertEquals(await gate(project, { rows: [...prepared, blocked] }), [
      "Blocked for 3 h: No key",
      "for the service",
      "Rule: provider-blocked",
      "Needs: error resolution",
      "",
      "When it is put right: samocode unblock auth",
    ]);
  }));

Deno.test("show run() prints the texts of a session", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", {
      rows: prepared,
      overview,
      files: {
        "p.md": PLAN,
        "_qa.md": QUESTIONS,
        "01-02-10:00-summary.md": "new year",
        "12-31-10:00-summary.md": "old year",
      },
    });
    const time = new Date(Date.UTC(2025, 0, 1));
    await Deno.utime(join(paths.folder, "12-31-10:00-summary.md"), time, time);
    assertEquals(await shown(project, ["auth", "plan"]), PLAN.trimEnd());
    assertEquals(
      await shown(project, ["auth", "questions"]),
      QUESTIONS.trimEnd(),
    );
    assertEquals(await shown(project, ["auth", "summary"]), "new year");
    // The only session, and a word that can only be a topic.
    assertEquals(await shown(project, ["summary"]), "new year");
  }));

Deno.test("show run() refuses what there is not", () =>
  inProject(async (project) => {
    await project.session("auth", { rows: prepared });
    const refused = async (words: readonly string[]) =>
      (await assertRejects(() => shown(project, words), UserError)).message;
    assertEquals(
      await refused(["auth", "plan"]),
      'Cannot show the plan of "auth": its overview lists none',
    );
    assertStringIncludes(await refused(["auth", "summary"]), "none yet");
    assertStringIncludes(await refused(["auth", "questions"]), "none");
    assertStringIncludes(await refused(["auth", "diff"]), "is missing");
    const word = await assertRejects(
      () => shown(project, ["auth", "plans"]),
      UsageError,
    );
    assertStringIncludes(word.message, '"plans"');
  }));

Deno.test("show run() uses the pager on a terminal, and hides nothing", () =>
  inProject(async (project) => {
    const plan = `${PLAN}\u001b[8mhidden\u202e\n`;
    await project.session("auth", {
      rows: prepared,
      overview,
      files: { "p.md": plan },
    });
    const file = join(project.home, "paged");
    const words = ["auth", "plan"];
    const paged = { isTerminal: true, env: { PAGER: `cat >"${file}"` } };
    assertEquals(await shown(project, words, paged), "");
    assertEquals(await Deno.readTextFile(file), `${PLAN}[8mhidden\n`);
    const none = {
      isTerminal: true,
      env: { PAGER: "exec no-such-pager 2>&-" },
    };
    assertEquals(await shown(project, words, none), `${PLAN}[8mhidden`);
    assertEquals(await shown(project, words), plan.trimEnd());
  }));
