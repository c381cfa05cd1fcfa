import { assertEquals } from "@std/assert";
import { run } from "../../../lib/cli/status.ts";
import { inProject, type MadeProject, plainOverview } from "../made_session.ts";

/** What `status auth --json --flow 2` prints. */
async function json(project: MadeProject): Promise<Record<string, unknown>> {
  const terminal = project.terminal();
  const flags = { json: true, flow: "2" };
  assertEquals(await run({ flags, positionals: ["auth"] }, terminal), 0);
  return JSON.parse(terminal.outLines.join("\n"));
}

const flow = "## Flow Log\n- [001 @ 01-15 14:01] a\n- [001 @ 01-15 14:02] b\n";

Deno.test("viewJson() tells of a session of the predecessor what its files say", () =>
  inProject(async (project) => {
    const overview = plainOverview({ phase: "requirements" })
      .replace("Blocked: no", "Blocked: waiting_human")
      .replace("Iteration: 0", "Iteration: 3")
      .replace("Total Iterations: 0", "Total Iterations: 5")
      .replace("## Flow Log\n", `${flow}- c\n`);
    const paths = await project.session("auth", {
      overview,
      files: {
        "_signal.json": '{"status":"waiting","for":"qa_answers"}',
        "_qa.md": "### Q1: Go?\n**Answer:** _waiting_\n",
        "_orchestrator.lock": "",
      },
    });
    const told = await json(project);
    assertEquals(Object.keys(told).slice(0, 17), [
      "session",
      "session_path",
      "working_dir",
      "phase",
      "iteration",
      "total_iterations",
      "blocked",
      "last_action",
      "next_action",
      "signal",
      "waiting_for",
      "needs",
      "reason",
      "worker_running",
      "qa_pending",
      "flow_log",
      "errors",
    ]);
    assertEquals(
      {
        ...told,
        elapsed_ms: undefined,
        tokens: undefined,
        phases: undefined,
        commits: undefined,
      },
      {
        session: "auth",
        session_path: paths.folder,
        working_dir: "/trees/auth",
        phase: "requirements",
        iteration: 3,
        total_iterations: 5,
        blocked: "waiting_human",
        last_action: "Looked around",
        next_action: "Look further",
        signal: "waiting",
        waiting_for: "qa_answers",
        needs: null,
        reason: null,
        worker_running: false,
        qa_pending: true,
        flow_log: ["- [001 @ 01-15 14:02] b", "- c"],
        errors: ['the working folder is missing: "/trees/auth"'],
        state: "waiting",
        state_text: "waiting: answers to its questions → samocode answer auth",
        run_stays: false,
        next_command: "samocode answer auth",
        phase_iteration: 0,
        elapsed_ms: undefined,
        plan: null,
        branch: null,
        providers: [],
        plan_read_by_person: null,
        commits: undefined,
        lessons: null,
        shipped: null,
        pull_request: null,
        phases: undefined,
        attempts: 0,
        duration_ms: 0,
        tokens: undefined,
        cost_usd: 0,
        unpriced: 0,
        cursor: 0,
      },
    );
    await Deno.writeTextFile(paths.signal, "{}");
    assertEquals((await json(project))["signal"], null);
    await Deno.writeTextFile(
      paths.signal,
      '{"status":"blocked","needs":"environment","reason":"No key"}',
    );
    await Deno.writeTextFile(
      paths.overview,
      overview.replace("waiting_human", "yes"),
    );
    const blocked = await json(project);
    assertEquals(
      [blocked["signal"], blocked["needs"], blocked["reason"]],
      ["blocked", "environment", "No key"],
    );
    assertEquals(blocked["state"], "blocked");
  }));
