/**
 * A well-behaved agent: does the work of one phase in both shipped workflows, and knows its right signal.
 *
 * @module
 */

import type { Task } from "./task.ts";
import { readOrNull } from "./script.ts";
import type { Speech } from "./speech.ts";

/** A signal without its token. */
export type PlainSignal = Readonly<Record<string, unknown>>;

/** What is said of the work. */
export type Words = Pick<Speech, "text" | "tool">;

/** Does one piece of work of the phase: artifacts, questions, plan, code with a commit, notebook. */
export async function work(task: Task, speech: Words): Promise<void> {
  speech.text(`Working in ${task.phase}.`);
  switch (task.phase) {
    case "requirements":
      return requirements(task, speech);
    case "planning":
      return plan(task, speech);
    case "implementation":
      return await implement(task, speech);
    default: {
      const names: Readonly<Record<string, string>> = {
        investigation: "dive-fake.md",
        testing: "test-report.md",
        quality: "quality-review.md",
        done: "summary.md",
      };
      const name = names[task.phase] ?? `${task.phase || "unknown"}.md`;
      artifact(task, { name: `${task.fileStamp}-${name}`, speech });
    }
  }
}

/** The signal that fits what is there after the work. */
export function rightSignal(task: Task): PlainSignal {
  const go = (phase: string) => ({
    status: "continue",
    phase,
    summary: `${task.phase} is finished`,
  });
  switch (task.phase) {
    case "investigation":
      return go("requirements");
    case "requirements":
      return answered(task)
        ? go("planning")
        : { status: "waiting", for: "qa_answers", summary: "One question" };
    case "planning":
      return {
        status: "waiting",
        for: "plan_approval",
        summary: "A plan in two phases",
      };
    case "implementation":
      return openBox.test(planText(task) ?? "")
        ? { status: "continue", summary: "One phase of the plan is done" }
        : go(task.workflow === "quick" ? "done" : "testing");
    case "testing":
      return go(afterQuality(task) ? "done" : "quality");
    case "quality":
      return go("testing");
    case "done":
      return { status: "done", summary: "All is done" };
    default:
      return { status: "continue", summary: "Went on" };
  }
}

const openBox = /^- \[ \]/m;

function requirements(task: Task, speech: Words): void {
  if (answered(task)) {
    artifact(task, { name: `${task.fileStamp}-requirements.md`, speech });
  } else if (readOrNull(`${task.sessionDir}/_qa.md`) === null) {
    const text = `# Questions

### Q1: Which greeting?
A) Hello
B) Good day

**Suggestion:** A - it is shorter
**Answer:** _waiting_
`;
    artifact(task, { name: "_qa.md", text, speech });
  }
}

function plan(task: Task, speech: Words): void {
  const number = plans(task).length + 1;
  const name = `${task.fileStamp}-plan-fake${number > 1 ? number : ""}.md`;
  const text = `# Plan ${number}

## Implementation Phases

### Phase 1: Greeting
- [ ] Write the first file

### Phase 2: Farewell
- [ ] Write the second file

## Verification

- Look at both files
`;
  artifact(task, { name, text, speech, section: "## Plans" });
}

/** Ticks the boxes of the first open phase of the plan, writes a file and commits it. */
async function implement(task: Task, speech: Words): Promise<void> {
  const text = planText(task);
  const parts = (text ?? "").split(/^(?=### )/m);
  const at = parts.findIndex((part) => openBox.test(part));
  const name = plans(task).at(-1);
  if (at >= 0 && name !== undefined) {
    const ticked = parts.with(
      at,
      parts[at]?.replaceAll(/^- \[ \]/gm, "- [x]") ?? "",
    );
    Deno.writeTextFileSync(`${task.sessionDir}/${name}`, ticked.join(""));
  }
  const file = `fake-${String(task.iteration).padStart(3, "0")}.txt`;
  Deno.writeTextFileSync(
    `${task.workingDir}/${file}`,
    `Written in ${task.flowTag}\n`,
  );
  speech.tool("Write", `${task.workingDir}/${file}`);
  await commit(task, file);
  note(task, { line: "One phase of the plan is done" });
}

/** Commits one file where the working folder is a repository. */
async function commit(task: Task, file: string): Promise<void> {
  if (!await git(task, "rev-parse", "--git-dir")) return;
  await git(task, "add", "--", file);
  // A further attempt of the same iteration may have nothing to add.
  if (await git(task, "diff", "--cached", "--quiet", "--", file)) return;
  const who = ["-c", "user.name=Fake", "-c", "user.email=fake@example.invalid"];
  const quiet = ["-c", "commit.gpgsign=false", "commit", "-q", "--no-verify"];
  if (!await git(task, ...who, ...quiet, "-m", `Add ${file}`, "--", file)) {
    throw new Error(`Cannot commit "${file}" in "${task.workingDir}"`);
  }
}

async function git(task: Task, ...args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command("git", {
    args: ["-C", task.workingDir, ...args],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).output();
  return success;
}

function artifact(
  task: Task,
  { name, text = `# ${name}\n`, speech, section = "## Files" }: {
    readonly name: string;
    readonly text?: string;
    readonly speech: Words;
    readonly section?: string;
  },
): void {
  const path = `${task.sessionDir}/${name}`;
  Deno.writeTextFileSync(path, text);
  speech.tool("Write", path);
  note(task, {
    line: `Wrote ${name}`,
    section,
    entry: `${name} - by the fake`,
  });
}

/** Adds to the notebook what an agent may add; without a notebook nothing is done. */
function note(
  task: Task,
  { line, section, entry }: {
    readonly line: string;
    readonly section?: string;
    readonly entry?: string;
  },
): void {
  const path = `${task.sessionDir}/_overview.md`;
  const text = readOrNull(path);
  if (text === null) return;
  const said = text.replace(/^Last Action:.*$/m, `Last Action: ${line}`);
  const logged = append(said, "## Flow Log", `- ${task.flowTag} ${line}`);
  const listed = section === undefined || entry === undefined
    ? logged
    : append(logged, section, `- ${entry}`);
  Deno.writeTextFileSync(path, listed);
}

/** Adds a line at the end of a section, or the section at the end. */
function append(text: string, heading: string, line: string): string {
  const lines = text.split("\n");
  const at = lines.indexOf(heading);
  if (at < 0) return `${text.trimEnd()}\n\n${heading}\n${line}\n`;
  const next = lines.findIndex((other, i) => i > at && /^##? /.test(other));
  let end = next < 0 ? lines.length : next;
  while (end > at + 1 && lines[end - 1]?.trim() === "") end--;
  return lines.toSpliced(end, 0, line).join("\n");
}

/** Names of the plans that the notebook lists. */
function plans(task: Task): readonly string[] {
  const text = readOrNull(`${task.sessionDir}/_overview.md`) ?? "";
  const section = text.split(/^## Plans[ \t]*$/m)[1]?.split(/^##? /m)[0] ?? "";
  return [...section.matchAll(/^- (\S+)/gm)].map(([, name = ""]) => name);
}

function planText(task: Task): string | null {
  const name = plans(task).at(-1);
  return name === undefined ? null : readOrNull(`${task.sessionDir}/${name}`);
}

function answered(task: Task): boolean {
  const text = readOrNull(`${task.sessionDir}/_qa.md`);
  return text !== null && !/^\*\*Answer:\*\*\s*(_waiting_)?\s*$/m.test(text);
}

function afterQuality({ testingRun, sessionDir }: Task): boolean {
  if (testingRun !== "") {
    return /^(?!1st|first).*(2nd|second|quality|review)/i.test(testingRun);
  }
  return [...Deno.readDirSync(sessionDir)]
    .some(({ name }) => name.endsWith("-quality-review.md"));
}
