/**
 * What the demo agent proposes at the end that the next session should know.
 *
 * @module
 */

import { GREET, GREET_TEST } from "./program.ts";
import type { Stage } from "./stage.ts";

const LINES = [
  "# Notes for agents",
  "",
  `- \`sh ${GREET_TEST}\` runs all tests, from any folder.`,
  `- A language is a line in the \`case\` of \`${GREET}\` and an \`expect\` in the tests: the tests know no list.`,
];

/** Writes a patch where the repository tells agents nothing yet; returns its name, `null`: there is none. */
export function proposeLessons(stage: Stage): string | null {
  const known = ["AGENTS.md", "CLAUDE.md"].some((name) =>
    stage.code(name) !== null
  );
  if (known) return null;
  const name = `${stage.context.fileStamp}-lessons.patch`;
  const patch = [
    "--- /dev/null",
    "+++ b/AGENTS.md",
    `@@ -0,0 +1,${LINES.length} @@`,
    ...LINES.map((line) => `+${line}`),
  ].join("\n");
  stage.writeArtifact(name, `${patch}\n`);
  return name;
}
