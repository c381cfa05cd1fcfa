import { assertEquals } from "@std/assert";
import {
  suggestedAnswer,
  suggestedOption,
} from "../../lib/workflow/option_answer.ts";

const options = [
  { letter: "A", text: "Files" },
  { letter: "B", text: "SQLite" },
  { letter: "C", text: "None" },
];

Deno.test("suggestedAnswer() is the option that is named, and never the reason", () => {
  const table = [
    "B - it is newer",
    "B – it is newer",
    "B: it is newer",
    "b) it is newer",
    "**B** - it is newer",
    "B, I think",
    "B (it is newer)",
    "B",
    "(B) it is newer",
    "`B`. Newer than A - and smaller",
  ];
  for (const suggestion of table) {
    const question = { options, suggestion };
    assertEquals(suggestedAnswer(question), "B - SQLite", suggestion);
    assertEquals(suggestedOption(question)?.letter, "B", suggestion);
  }
});

Deno.test("suggestedAnswer() leaves a suggestion that names no option, or several, as it is", () => {
  const table = [
    "a week is enough",
    "A or B",
    "A, C - both",
    "D - there is no such option",
    "Both",
  ];
  for (const suggestion of table) {
    const question = { options, suggestion };
    assertEquals(suggestedAnswer(question), suggestion);
    assertEquals(suggestedOption(question), null, suggestion);
  }
  assertEquals(
    suggestedAnswer({ options: [], suggestion: "B - later" }),
    "B - later",
  );
  assertEquals(suggestedAnswer({ options, suggestion: null }), null);
});
