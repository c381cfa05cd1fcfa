import { assert, assertEquals, assertRejects } from "@std/assert";
import { acceptAnswers, answerQuestions } from "../../lib/session/answers.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import {
  atPlanGate,
  atQuestions,
  inAttempt,
  QUESTIONS,
} from "../fakes/standing.ts";
import { type GateRoom, inRoom } from "./gate_room.ts";

async function answer(
  { open, call }: GateRoom,
  answers: Readonly<Record<string, string>>,
  acceptSuggestions = false,
) {
  const all = { ...call, answers, acceptSuggestions };
  return await answerQuestions(await open(), all);
}

/** The refusal of answers, after which nothing is changed. */
async function refusal(
  room: GateRoom,
  answers: Readonly<Record<string, string>>,
  acceptSuggestions = false,
): Promise<RefusedError> {
  const files = () => [room.read("_journal.jsonl"), room.read("_overview.md")];
  const before = files();
  const error = await assertRejects(
    () => answer(room, answers, acceptSuggestions),
    RefusedError,
  );
  assertEquals(files(), before);
  return error;
}

Deno.test("answerQuestions() journals some answers and goes on waiting for the rest", () =>
  inRoom(atQuestions(), async (room) => {
    assertEquals(await answer(room, { Q1: "B - Ed25519" }), {
      filled: ["Q1"],
      open: ["Q2"],
    });
    assertEquals(
      room.read("_qa.md"),
      QUESTIONS.replace("_waiting_", "B - Ed25519"),
    );
    const row = room.rows().at(-1);
    assert(row?.kind === "request");
    assertEquals([row.verb, row.by, row.text], [
      "answer",
      "ann",
      "Q1: B - Ed25519",
    ]);
    assertEquals((await room.open()).state.waiting?.reason, "qa_answers");
  }));

Deno.test("answerQuestions() ends the wait with the last answer, and journals it too", () =>
  inRoom(atQuestions(), async (room) => {
    const done = await answer(room, { "2": "in the home folder" }, true);
    assertEquals(done, { filled: ["Q2", "Q1"], open: [] });
    const { state } = await room.open();
    assertEquals([state.waiting, state.phase], [null, "requirements"]);
    assertEquals(room.overview().blocked, "no");
    assertEquals(room.overview().flow, [
      "- [001 @ 01-15 14:30] Questions answered via command",
    ]);
    const row = room.rows().at(-1);
    assert(row?.kind === "request");
    assertEquals(row.text, "Q1: B - Ed25519\nQ2: in the home folder");
  }));

Deno.test("answerQuestions() changes nothing when one answer does not fit", () =>
  inRoom(atQuestions(), async (room) => {
    for (
      const [answers, suggest] of [
        [{ Q1: "Z", Q2: "here" }, false],
        [{ Q1: "A", Q3: "here" }, false],
        [{ Q1: "A", Q2: "" }, false],
        [{}, true],
      ] as const
    ) {
      const error = await refusal(room, answers, suggest);
      assertEquals([error.exitCode, error.details], [2, []]);
      assertEquals(room.read("_qa.md"), QUESTIONS);
    }
    const both = await refusal(room, { Q1: "Z", Q3: "here" });
    assertEquals(both.details.length, 2);
  }));

Deno.test("answerQuestions() ends the wait when a person has answered in the file itself", () =>
  inRoom(atQuestions(), async (room) => {
    room.write("_qa.md", QUESTIONS.replaceAll("_waiting_", "whatever"));
    assertEquals(await answer(room, {}), { filled: [], open: [] });
    assertEquals((await room.open()).state.waiting, null);
    assertEquals(room.rows().at(-1)?.kind, "overview-written");
  }));

Deno.test("answerQuestions() refuses where nothing is asked, and while an attempt is running", async () => {
  await inRoom(atPlanGate(), async (room) => {
    assertEquals((await refusal(room, { Q1: "A" })).exitCode, 1);
  });
  await inRoom(inAttempt(), async (room) => {
    assertEquals((await refusal(room, { Q1: "A" })).exitCode, 1);
  });
  await inRoom(atQuestions(), async (room) => {
    Deno.removeSync(room.paths.qa);
    assertEquals((await refusal(room, { Q1: "A" })).exitCode, 1);
  });
});

Deno.test("answerQuestions() refuses answers to questions that others have replaced since", () =>
  inRoom(atQuestions(), async (room) => {
    const { state: seen } = await room.open();
    const store = await room.open();
    await answer(room, { Q1: "A", Q2: "here" });
    await store.append({
      kind: "gate-waiting",
      reason: "qa_answers",
      to: null,
      plan: null,
      planHash: null,
      text: "more questions",
      overview: "",
    });
    room.write("_qa.md", QUESTIONS);
    const error = await assertRejects(
      () =>
        answerQuestions(store, {
          ...room.call,
          seen,
          answers: { Q1: "A" },
          acceptSuggestions: false,
        }),
      RefusedError,
    );
    assert(error.message.endsWith("it asks something else by now"));
    assertEquals(room.read("_qa.md"), QUESTIONS);
  }));

Deno.test("acceptAnswers() ends the wait only when every question is answered", () =>
  inRoom(atQuestions(), async (room) => {
    assertEquals(await acceptAnswers(await room.open(), room.call), false);
    room.write("_qa.md", QUESTIONS.replaceAll("_waiting_", "yes"));
    const stores = [await room.open(), await room.open()];
    assertEquals(
      (await Promise.all(stores.map((s) => acceptAnswers(s, room.call))))
        .sort(),
      [false, true],
    );
  }));
