import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { atPlanGate, atQuestions, QUESTIONS } from "../fakes/standing.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import { rowsOf } from "./program.ts";

const NAME = "26-01-15-auth";

/** A project with a session that asks. */
function asking(
  test: (project: MadeProject, paths: SessionPaths) => Promise<void>,
): Promise<void> {
  return inProject(async (project) => {
    await test(project, await project.session(NAME, atQuestions()));
  });
}

function answersOf({ qa }: SessionPaths): readonly string[] {
  return Deno.readTextFileSync(qa).match(/(?<=\*\*Answer:\*\* ).*$/gm) ?? [];
}

function isOver(paths: SessionPaths): boolean {
  return rowsOf(paths).some((row) => row.kind === "gate-opened");
}

Deno.test("samocode answer expands letters, takes other text as it is, and ends the wait when all is answered", () =>
  asking(async (project, paths) => {
    const terminal = project.terminal();
    const words = ["answer", "auth", "1=b", "q2=a file = ~/.key"];
    assertEquals(await main(words, terminal), 0);
    assertEquals(answersOf(paths), ["B - Ed25519", "a file = ~/.key"]);
    assertEquals(isOver(paths), true);
    assertEquals(terminal.outLines, [
      `All questions are answered: ${NAME} goes on`,
    ]);
    assertEquals(
      terminal.errLines.at(-1),
      `samocode: next: samocode run ${NAME}`,
    );
  }));

Deno.test("samocode answer takes some answers, and tells what is open", () =>
  asking(async (project, paths) => {
    const terminal = project.terminal();
    assertEquals(await main(["answer", "1=A"], terminal), 0);
    assertEquals(terminal.outLines, ["Answered Q1; still open: Q2"]);
    assertEquals(
      terminal.errLines.at(-1),
      `samocode: next: samocode answer ${NAME} 2=…`,
    );
    assertEquals([answersOf(paths), isOver(paths)], [
      ["A - RSA", "_waiting_"],
      false,
    ]);
    // A run would only wait again.
    assertEquals(await main(["answer", "1=B", "-r"], project.terminal()), 4);
    assertEquals(answersOf(paths), ["B - Ed25519", "_waiting_"]);
  }));

Deno.test("samocode answer --accept-suggestions answers the rest, or nothing at all", () =>
  asking(async (project, paths) => {
    const accept = ["answer", "--accept-suggestions"];
    const alone = project.terminal();
    assertEquals(await main(accept, alone), 2);
    assertStringIncludes(alone.errLines[1]!, "Q2 has no suggestion");
    assertEquals(answersOf(paths), ["_waiting_", "_waiting_"]);
    assertEquals(await main([...accept, "2=here"], project.terminal()), 0);
    assertEquals(answersOf(paths), ["B - Ed25519", "here"]);
  }));

Deno.test("samocode answer changes nothing with a wrong number, letter or word", () =>
  asking(async (project, paths) => {
    const wrong = [
      ["1=Z"],
      ["1=z)"],
      ["3=A"],
      ["1=A", "Q1=B"],
      ["1="],
      ["2=_waiting_"],
      ["auth", "1=A", "B"],
      ["x=A"],
      ["--session", NAME, "auth", "1=A"],
    ];
    for (const words of wrong) {
      const terminal = project.terminal();
      assertEquals(await main(["answer", ...words], terminal), 2, words.join());
      const said = terminal.errLines.filter((l) => l.includes("Cannot"));
      assertEquals(said.length, 1, terminal.errLines.join("\n"));
    }
    assertEquals(Deno.readTextFileSync(paths.qa), QUESTIONS);
    assertEquals(rowsOf(paths).at(-1)?.kind, "decided");
  }));

Deno.test("samocode answer takes a number or a letter alone for no session, and says how it is meant", () =>
  asking(async (project, paths) => {
    for (const word of ["1", "q2"]) {
      const terminal = project.terminal({ answers: ["never asked"] });
      assertEquals(await main(["answer", word], terminal), 2);
      assertEquals(terminal.errLines, [
        `samocode: Cannot take "${word}" as an answer`,
        `  try: samocode answer ${word}=…`,
      ]);
    }
    const letter = project.terminal();
    assertEquals(await main(["answer", "B"], letter), 2);
    assertEquals(letter.errLines, [
      'samocode: Cannot take "B" as an answer: to which question?',
      "  try: samocode answer 1=B",
    ]);
    assertEquals(Deno.readTextFileSync(paths.qa), QUESTIONS);
  }));

Deno.test("samocode answer without answers shows what is asked", () =>
  asking(async (project) => {
    const terminal = project.terminal();
    assertEquals(await main(["answer", NAME], terminal), 2);
    assertEquals(terminal.errLines, [
      "Q1: Which key?",
      "    A) RSA",
      "    B) Ed25519",
      "    suggested: B - it is shorter",
      "Q2: Where is it kept?",
      `samocode: Cannot answer "${NAME}": no answer is given`,
      `  try: samocode answer ${NAME} 1=…`,
    ]);
  }));

Deno.test("samocode answer asks a person one question after the other until the answers fit", () =>
  asking(async (project, paths) => {
    const answers = ["Q", "", "", "waiting", " in a file "];
    const terminal = project.terminal({ answers });
    assertEquals(await main(["answer"], terminal), 0);
    assertEquals(answersOf(paths), ["B - Ed25519", "in a file"]);
    const problems = terminal.errLines.filter((l) =>
      l.includes("no answer to")
    );
    assertEquals(problems.length, 3);
  }));

Deno.test("samocode answer keeps what was answered before the input ended, and tells what is open", () =>
  asking(async (project, paths) => {
    const terminal = project.terminal({ answers: ["A"] });
    assertEquals(await main(["answer"], terminal), 1);
    assertEquals(answersOf(paths), ["A - RSA", "_waiting_"]);
    assertEquals(terminal.outLines, ["Answered Q1; still open: Q2"]);
    assertStringIncludes(
      terminal.errLines.join("\n"),
      "samocode: the input ended at Q2",
    );
    assertEquals(isOver(paths), false);
    const nothing = project.terminal({ answers: ["x"] });
    const ends = { ...nothing, ask: () => Promise.resolve(null) };
    assertEquals(await main(["answer"], ends), 1);
    assertEquals(
      nothing.errLines.at(-1),
      "samocode: Cannot answer: the input ended at Q2",
    );
  }));

Deno.test("samocode answer keeps what was answered before it was interrupted", () =>
  asking(async (project, paths) => {
    const fake = project.terminal({ answers: ["never taken"] });
    let asked = 0;
    // Stands for the input that is waited for.
    const input = setInterval(() => {}, 1_000);
    const terminal = {
      ...fake,
      ask: () => {
        if (asked++ === 0) return Promise.resolve("A");
        Deno.kill(Deno.pid, "SIGTERM");
        return new Promise<null>(() => {});
      },
    };
    const code = await main(["answer"], terminal);
    clearInterval(input);
    assertEquals(code, 143);
    assertEquals(answersOf(paths), ["A - RSA", "_waiting_"]);
    assertEquals(fake.outLines, ["Answered Q1; still open: Q2"]);
  }));

Deno.test("samocode answer ends the wait when the file is complete already", () =>
  asking(async (project, paths) => {
    const done = QUESTIONS.replaceAll("_waiting_", "whatever");
    await Deno.writeTextFile(paths.qa, done);
    const terminal = project.terminal({ answers: ["never asked"] });
    assertEquals(await main(["answer"], terminal), 0);
    assertEquals(isOver(paths), true);
    assertEquals(Deno.readTextFileSync(paths.qa), done);
  }));

Deno.test("samocode answer refuses where nothing is asked, and tells what is", () =>
  inProject(async (project) => {
    const paths = await project.session(NAME, await atPlanGate());
    await Deno.writeTextFile(join(paths.folder, "_qa.md"), QUESTIONS);
    for (const words of [["1=A"], ["--accept-suggestions"], []]) {
      const terminal = project.terminal({ answers: ["A"] });
      assertEquals(await main(["answer", NAME, ...words], terminal), 1);
      assertEquals(terminal.errLines, [
        `samocode: Cannot answer "${NAME}": it asks nothing`,
        `  try: samocode approve ${NAME}`,
      ]);
    }
    assert(!isOver(paths));
    assertEquals(Deno.readTextFileSync(paths.qa), QUESTIONS);
  }));
