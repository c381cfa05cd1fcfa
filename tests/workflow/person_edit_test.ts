import { assertEquals } from "@std/assert";
import {
  type EditedOverview,
  judgeEdit,
} from "../../lib/workflow/person_edit.ts";
import { emptyState, type SessionState } from "../../lib/workflow/state.ts";
import { full } from "./fixture.ts";

const waiting = {
  reason: "plan_approval",
  to: "implementation",
  plan: "p.md",
  planHash: "h",
  text: "",
  since: "",
};
const attempt = {
  attempt: 1,
  mark: "m",
  log: "l",
  provider: "demo",
  pid: 1,
  startTime: "1",
};
const blocked = { reason: "x", needs: null, rule: "r", since: "" };

function judge(
  state: Partial<SessionState>,
  edited: Partial<EditedOverview>,
): string {
  const verdict = judgeEdit(
    { ...emptyState, phase: "planning", trusted: "aa", ...state },
    {
      workflow: full,
      edited: {
        hash: "bb",
        phase: "planning",
        blocked: "no",
        planHash: "h",
        ...edited,
      },
    },
  );
  return verdict.kind === "edit"
    ? `edit ${verdict.phase} ${verdict.unblocked}`
    : verdict.kind;
}

Deno.test("judgeEdit() sees nothing where the overview is as the host left it", () => {
  assertEquals(judge({}, { hash: "aa", phase: "done" }), "none");
  assertEquals(judge({}, { hash: "bb" }), "none");
});

Deno.test("judgeEdit() takes no edit for a person's that an attempt may have made", () => {
  assertEquals(judge({ trusted: null }, { phase: "testing" }), "putBack");
  assertEquals(judge({ attempt }, { phase: "testing" }), "putBack");
});

Deno.test("judgeEdit() opens the waiting gate by the old edit, for the shown plan only", () => {
  assertEquals(judge({ waiting }, { phase: "Implementation" }), "openGate");
  assertEquals(
    judge({ waiting }, { phase: "implementation", planHash: "other" }),
    "putBack",
  );
});

Deno.test("judgeEdit() lets nobody edit a way through a closed gate", () => {
  assertEquals(judge({}, { phase: "implementation" }), "putBack");
  assertEquals(judge({ waiting }, { phase: "testing" }), "putBack");
  assertEquals(
    judge({}, { phase: "investigation" }),
    "edit investigation false",
  );
  assertEquals(
    judge({ takenOver: true }, { phase: "testing" }),
    "edit testing false",
  );
});

Deno.test("judgeEdit() takes a block away by Blocked: no", () => {
  assertEquals(judge({ blocked }, {}), "edit null true");
  assertEquals(judge({ blocked }, { blocked: "yes" }), "none");
});

Deno.test("judgeEdit() puts back a phase that does not exist", () => {
  assertEquals(judge({}, { phase: "pr-readiness" }), "putBack");
});
