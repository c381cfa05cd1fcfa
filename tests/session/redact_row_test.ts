import { assertEquals } from "@std/assert";
import { redactEdit, redactRow } from "../../lib/session/redact_row.ts";
import { redactor } from "../../lib/workflow/redact.ts";

const redact = redactor(["planning", "hunter2hunter2"]);

Deno.test("redactRow() keeps names, branches and paths whatever they look like", () => {
  const row = redactRow({
    kind: "session-created",
    name: "sk-1234-fix-login-timeout",
    task: "Log in with hunter2hunter2",
    dive: null,
    mainRepo: "/repos/hunter2hunter2",
    base: null,
    branch: "me/sk-1234-fix-login-timeout",
    workflow: "full",
  }, redact);
  assertEquals(row, {
    kind: "session-created",
    name: "sk-1234-fix-login-timeout",
    task: "Log in with ***",
    dive: null,
    mainRepo: "/repos/hunter2hunter2",
    base: null,
    branch: "me/sk-1234-fix-login-timeout",
    workflow: "full",
  });
});

Deno.test("redactRow() goes into readings, outcomes and lists", () => {
  const row = redactRow({
    kind: "signal-read",
    reading: {
      kind: "valid",
      fenced: true,
      signal: {
        status: "continue",
        phase: "planning",
        summary: "it is hunter2hunter2",
      },
    },
  }, redact);
  assertEquals(JSON.stringify(row).includes("hunter2"), false);
  assertEquals(JSON.stringify(row).includes('"phase":"planning"'), true);
  const notified = redactRow({
    kind: "notified",
    about: "done",
    sent: [],
    failed: ["telegram: hunter2hunter2"],
  }, redact);
  assertEquals(JSON.stringify(notified).includes("hunter2"), false);
});

Deno.test("redactEdit() keeps the fields that a host reads again", () => {
  const fields = { "Phase": "planning", "Next": "use hunter2hunter2" };
  assertEquals(redactEdit({ fields, flow: "say hunter2hunter2" }, redact), {
    fields: { "Phase": "planning", "Next": "use ***" },
    flow: "say ***",
  });
});
