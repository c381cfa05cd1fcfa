import { assertEquals } from "@std/assert";
import {
  fillAnswers,
  parseQuestions,
  questionsState,
} from "../../lib/workflow/questions.ts";

const FILE = `# Questions

### Q1: Which store?
More about it.

A) Files
b) SQLite, see a) above
- **C)** None
**Suggestion:** A - no server
**Answer:** _waiting_

### Q2: How long?
**Suggestion:** a week
**Answer:** two weeks

## Notes
### Q-less heading
**Answer:** _waiting_
`;
const CLOSED = { acceptSuggestions: false };
const OPEN = { acceptSuggestions: true };

Deno.test("parseQuestions() reads text, options, suggestion and answer", () => {
  assertEquals(parseQuestions(FILE), [
    {
      id: "Q1",
      question: "Which store?\nMore about it.",
      options: [
        { letter: "A", text: "Files" },
        { letter: "B", text: "SQLite, see a) above" },
        { letter: "C", text: "None" },
      ],
      suggestion: "A - no server",
      answer: null,
    },
    {
      id: "Q2",
      question: "How long?",
      options: [],
      suggestion: "a week",
      answer: "two weeks",
    },
  ]);
});

Deno.test("parseQuestions() reads CRLF and a byte order mark as nothing special", () => {
  const text = `\uFEFF${FILE.slice(13).replaceAll("\n", "\r\n")}`;
  assertEquals(parseQuestions(text), parseQuestions(FILE));
});

Deno.test("parseQuestions() finds no question inside code", () => {
  const text = "```\n### Q1: a\n**Answer:** x\n```\n### Q2: b\n";
  assertEquals(parseQuestions(text).map(({ id }) => id), ["Q2"]);
});

Deno.test("parseQuestions() tells an answer from none", () => {
  const table: readonly (readonly [string, string | null])[] = [
    ["**Answer:** _waiting_", null],
    ["**Answer:** _WAITING_ ", null],
    ["**Answer:** waiting", null],
    ["**Answer:**", null],
    ["**Answer:**   ", null],
    ["no answer line", null],
    ["**answer:** B", "B"],
    ["**Answer:**B", "B"],
    ["**Answer:** waiting for Ann", "waiting for Ann"],
    [
      "**Answer:**\n\nB, because\nit is newer\n\n---\n",
      "B, because\nit is newer",
    ],
    ["**Answer:**\n_waiting_\n", null],
    ["**Answer:** _waiting_\nthought of a person", null],
    ["**Answer:** B\n**Suggestion:** late", "B"],
  ];
  for (const [lines, answer] of table) {
    const [question] = parseQuestions(`### Q1: x\n${lines}`);
    assertEquals(question?.answer, answer, lines);
  }
});

Deno.test("questionsState() is complete when every answer is given", () => {
  assertEquals(questionsState(null), "none");
  assertEquals(questionsState(""), "none");
  assertEquals(questionsState("no questions"), "none");
  assertEquals(questionsState(FILE), "open");
  assertEquals(questionsState(FILE.replace("_waiting_", "A")), "complete");
  assertEquals(questionsState("### Q1: without an answer line"), "open");
});

Deno.test("fillAnswers() changes the answer lines and no other byte", () => {
  for (const text of [FILE, FILE.replaceAll("\n", "\r\n"), FILE.trimEnd()]) {
    const after = fillAnswers(text, { q1: " files\n are fine " }, CLOSED);
    assertEquals(after, {
      text: text.replace("_waiting_", "files are fine"),
      filled: ["Q1"],
      problems: [],
    });
  }
  const last = "### Q1: x\r\n  **Answer:**";
  assertEquals(
    fillAnswers(last, { "1": "y" }, CLOSED).text,
    "### Q1: x\r\n  **Answer:** y",
  );
});

Deno.test("fillAnswers() takes option letters in any case, and known ones only", () => {
  assertEquals(
    fillAnswers(FILE, { Q1: "c" }, CLOSED).text,
    FILE.replace("_waiting_", "C"),
  );
  assertEquals(fillAnswers(FILE, { Q1: "D" }, CLOSED), {
    text: FILE,
    filled: [],
    problems: ['"D" is no answer to Q1, options are A, B, C'],
  });
});

Deno.test("fillAnswers() accepts suggestions for what is open and not given", () => {
  assertEquals(fillAnswers(FILE, {}, OPEN), {
    text: FILE.replace("_waiting_", "A - Files"),
    filled: ["Q1"],
    problems: [],
  });
  assertEquals(
    fillAnswers(FILE, { "1": "B" }, OPEN).text,
    FILE.replace("_waiting_", "B"),
  );
});

Deno.test("fillAnswers() replaces an earlier answer when one is given", () => {
  const { text, filled } = fillAnswers(FILE, { Q2: "a day" }, CLOSED);
  assertEquals(text, FILE.replace("two weeks", "a day"));
  assertEquals(filled, ["Q2"]);
});

Deno.test("fillAnswers() names what it could not do, and does the rest", () => {
  const text = "### Q1: a\n**Answer:** _waiting_\n" +
    "### Q2: no line\n**Suggestion:** x\n" +
    "### Q3: below\n**Answer:**\nyes\n" +
    "### Q4: none\n**Answer:** _waiting_\n" +
    "### Q5: twice\n### Q5: twice\n**Answer:** _waiting_\n**Suggestion:** s\n";
  const given = { Q1: "ok", Q3: "no", Q5: "one", Q9: "?", Q4: " _waiting_ " };
  const { filled, problems, text: after } = fillAnswers(text, given, OPEN);
  assertEquals(filled, ["Q1"]);
  assertEquals(after, text.replace("_waiting_", "ok"));
  assertEquals([...problems].sort(), [
    '" _waiting_ " is no answer to Q4',
    'Q2 has no line "**Answer:**"',
    "Q3 is answered below its answer line already",
    'there are two "Q5"',
    'there is no question "Q9"',
  ]);
});
