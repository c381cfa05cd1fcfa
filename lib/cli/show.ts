/**
 * `samocode show`: what waits for a person, and the texts of a session.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { readOverview } from "../session/overview.ts";
import { readActivePlan } from "../session/plan_file.ts";
import { readQuestions } from "../session/questions_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { lessonsText } from "./lessons/lessons_text.ts";
import { sessionLessons } from "./lessons/session_lessons.ts";
import { baseOf } from "./look/base_of.ts";
import { diffText, paintDiff } from "./look/diff_text.ts";
import { gateText } from "./look/gate_text.ts";
import { gather, type Gathered } from "./look/gather.ts";
import { newestSummary } from "./look/newest_summary.ts";
import { overviewText } from "./look/overview_text.ts";
import { planDifference } from "./look/plan_difference.ts";
import { putText } from "./look/put_text.ts";
import { type SessionCall, sessionCall } from "./look/session_call.ts";
import { workflowOf } from "./look/workflow_of.ts";
import { workingDirOf } from "./look/working_dir.ts";
import { now } from "./own_clock.ts";
import { type Call, text } from "./subcommand.ts";

const TOPICS = [
  "gate",
  "plan",
  "questions",
  "summary",
  "lessons",
  "diff",
] as const;
type Topic = typeof TOPICS[number];

/** Shows what waits, or the text that was asked for. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { session, topic } = words(call);
  const found = await sessionCall(call, terminal, { word: session });
  const gathered = await gather(found.folder, {
    now: now(),
    workflow: workflowOf(found.config),
    thorough: null,
  });
  const shown = await textOf(topic, { found, gathered });
  await putText(shown, terminal, isDiff(topic) ? paintDiff : undefined);
  return 0;
}

/** A single word that names a topic is one: a session of that name needs a second word. */
function words(call: Call): {
  readonly session: string | undefined;
  readonly topic: Topic;
} {
  const named = text(call, "session");
  const rest = [...call.positionals];
  const session = named ??
    (rest.length === 2 || !isTopic(rest[0]) ? rest.shift() : undefined);
  const [topic = "gate", more] = rest;
  if (more !== undefined || !isTopic(topic)) {
    throw new UsageError(
      `Cannot show "${more ?? topic}": it is not one of ${TOPICS.join(", ")}`,
    );
  }
  return { session, topic };
}

function isDiff(topic: Topic): boolean {
  return topic === "diff" || topic === "lessons";
}

function isTopic(word: string | undefined): word is Topic {
  return TOPICS.some((topic) => topic === word);
}

async function textOf(
  topic: Topic,
  { found, gathered }: {
    readonly found: SessionCall;
    readonly gathered: Gathered;
  },
): Promise<string> {
  const { name, config, command } = found;
  const { paths, evidence } = gathered;
  const { state } = evidence;
  switch (topic) {
    case "gate":
      return await gateText(gathered, command);
    case "plan": {
      const { text } = await overviewText(paths);
      const plan = await readActivePlan(paths, text);
      if (plan !== null) {
        const changed = state.waiting === null
          ? []
          : await planDifference(paths, { plan, state });
        return [...changed, ...(changed.length > 0 ? [""] : []), plan.text]
          .join("\n");
      }
      throw refusal(`the plan of "${name}"`, "its overview lists none");
    }
    case "questions": {
      const text = readQuestions(paths);
      if (text !== null) return text;
      throw refusal(`the questions of "${name}"`, "there are none");
    }
    case "summary":
      return summaryOf(gathered);
    case "lessons":
      return await lessonsOf(gathered, { config, command });
    case "diff": {
      const { text } = await overviewText(paths);
      const overview = text === null ? null : readOverview(text);
      const workingDir = workingDirOf(gathered, { overview, config });
      const base = await baseOf(state, { workingDir, config });
      return await diffText(workingDir, base);
    }
  }
}

async function lessonsOf(
  gathered: Gathered,
  { config, command }: Pick<SessionCall, "config" | "command">,
): Promise<string> {
  const lessons = await sessionLessons(gathered, config);
  if ("none" in lessons) {
    throw refusal(`the lessons of "${gathered.name}"`, lessons.none);
  }
  return lessonsText(lessons, command);
}

function summaryOf({ paths, name }: Gathered): string {
  const reading = newestSummary(paths);
  if (reading?.kind === "text") return reading.text;
  throw refusal(
    `the summary of "${name}"`,
    reading?.kind === "refused" ? reading.reason : "there is none yet",
  );
}

function refusal(what: string, reason: string): UserError {
  return new UserError(`Cannot show ${what}: ${reason}`);
}
