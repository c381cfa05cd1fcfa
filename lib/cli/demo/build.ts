/**
 * How the demo agent changes the program: files, a test run, a commit.
 *
 * @module
 */

import {
  GREET,
  GREET_TEST,
  greetScript,
  type Program,
  readProgram,
  testScript,
} from "./program.ts";
import { commit, runScript } from "./repository.ts";
import { type Outcome, type Stage, stuck } from "./stage.ts";

/** How a change went: what was committed, and how it was tested. */
export type Built =
  | {
    readonly kind: "built";
    /** Id of the commit; `null` when nothing had changed, or where there is no repository. */
    readonly commit: string | null;
    readonly tested: string;
  }
  | { readonly kind: "failed"; readonly reason: string };

/** The program as it is in the working folder. */
export function programOf(stage: Stage): Program | "none" | "foreign" {
  return readProgram(stage.code(GREET), stage.code(GREET_TEST));
}

/** The outcome when the files of the program belong to somebody else. */
export function foreign(): Outcome {
  return stuck(
    `${GREET} or ${GREET_TEST} is there and not from the demo; it does not overwrite them`,
    "human_decision",
  );
}

/** Writes the files of the program, runs the tests, and commits. */
export async function build(
  stage: Stage,
  { program, message }: { readonly program: Program; readonly message: string },
): Promise<Built> {
  const { workingDir } = stage.context;
  const wanted = [
    [GREET, greetScript(program)],
    [GREET_TEST, testScript(program)],
  ] as const;
  for (const [name, text] of wanted) {
    if (stage.code(name) !== text) stage.writeCode(name, text);
  }
  const { green, output } = await runScript(stage, [GREET_TEST]);
  const cases = output.split("\n");
  if (!green) {
    const failed = cases.find((line) => line.startsWith("FAIL"));
    return { kind: "failed", reason: failed ?? `The tests fail: ${cases[0]}` };
  }
  const files = wanted.map(([name]) => name);
  stage.tool("Bash", `git add ${files.join(" ")}`);
  stage.tool("Bash", `git commit -m "${message}"`);
  const made = await commit(workingDir, { files, message });
  if (made.kind === "failed") {
    return { kind: "failed", reason: `git commit failed: ${made.reason}` };
  }
  return {
    kind: "built",
    commit: made.kind === "committed" ? made.id : null,
    tested: `\`sh ${GREET_TEST}\`: exit code 0, ${cases.length} cases.`,
  };
}
