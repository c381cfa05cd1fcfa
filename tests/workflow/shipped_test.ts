import { assertEquals } from "@std/assert";
import { historyBuilder } from "../../lib/workflow/iteration_record.ts";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import { fold } from "./fixture.ts";

const address = "https://example.com/o/r/pull/7";
const pushed: Extract<NewRow, { kind: "shipped" }> = {
  kind: "shipped",
  by: "ada",
  channel: "command",
  remote: "origin",
  branch: "auth",
  head: "1a2b3c4d5e6f",
  pullRequest: address,
};

Deno.test("foldRow() keeps the pull request when a later push opened none", () => {
  const { shipped } = fold([
    pushed,
    { ...pushed, head: "ffff", pullRequest: null },
  ]);
  assertEquals([shipped?.head, shipped?.pullRequest], ["ffff", address]);
});

Deno.test("historyBuilder() tells what was pushed where, and the pull request", () => {
  const history = historyBuilder();
  for (const row of [pushed, { ...pushed, pullRequest: null }]) {
    const common = { seq: 1, time: "", prev: "", run: null };
    history.take({ ...common, iteration: 3, attempt: 0, ...row } as Row);
  }
  const words = "auth pushed to origin at 1a2b3c4 by ada (command)";
  assertEquals(
    history.entries.map((entry) => entry.kind === "line" && entry.text),
    [`${words}: ${address}`, words],
  );
});
