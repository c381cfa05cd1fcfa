import { assertEquals } from "@std/assert";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  attemptEnded,
  attemptStarted,
  begun,
  decided,
  fold,
  runStarted,
} from "./fixture.ts";

Deno.test("foldRow() counts an iteration when it begins, once", () => {
  const state = fold([...begun, decided("investigation", "investigation")]);
  assertEquals(state.iteration, 1);
  assertEquals(state.phaseIterations, { investigation: 1 });
  assertEquals(state.open, null);
});

Deno.test("foldRow() leaves refused iterations out of the phase's count", () => {
  const state = fold([
    ...begun,
    decided("investigation", "investigation", { refused: true, text: "no" }),
  ]);
  assertEquals(state.phaseIterations, {});
  assertEquals([state.refusals, state.note], [1, "no"]);
});

Deno.test("foldRow() remembers an announced change until it is told as made", () => {
  const change = { before: "a", after: "b", fields: {} };
  const state = fold([
    ...begun,
    decided("investigation", "requirements", { change }),
  ]);
  assertEquals(state.pending?.change.after, "b");
  const after = fold([{ kind: "overview-written", overview: "b" }], state);
  assertEquals(after.pending, null);
});

Deno.test("foldRow() trusts no edit while an attempt may be the editor", () => {
  const stopped: NewRow = {
    kind: "run-stopped",
    reason: "waiting",
    code: 4,
    text: "",
    next: null,
    overview: "aa",
  };
  assertEquals(fold([...begun, stopped]).trusted, "aa");
  assertEquals(fold([...begun, stopped, attemptStarted(1)]).trusted, null);
  const written: NewRow = { kind: "overview-written", overview: "bb" };
  assertEquals(fold([...begun, stopped, written]).trusted, "bb");
  assertEquals(
    fold([...begun, attemptStarted(1), attemptEnded(), written]).trusted,
    null,
  );
});

Deno.test("foldRow() keeps the providers that were chosen until others are", () => {
  const chosen = { ...runStarted, providersChosen: true } as const;
  assertEquals(fold([...begun, runStarted]).chosenProviders, null);
  const once = fold([...begun, chosen, {
    ...runStarted,
    providers: ["codex"],
  }]);
  assertEquals(once.chosenProviders, ["demo"]);
  const twice = fold([{ ...chosen, providers: ["claude", "codex"] }], once);
  assertEquals(twice.chosenProviders, ["claude", "codex"]);
});
