/**
 * Answering the questions of a session, and ending the wait when none is open.
 *
 * @module
 */

import { writeAtomic } from "../system/files.ts";
import { fillAnswers, parseQuestions } from "../workflow/questions.ts";
import type { NewRow } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import {
  flowLine,
  type GateCall,
  refuseInAttempt,
  sessionName,
  wayOnOrReport,
} from "./gates.ts";
import { questionsOf, readQuestions } from "./questions_file.ts";
import { RefusedError } from "./refused.ts";
import type { Store } from "./store.ts";
import type { ChangeStep, Step } from "./writer_step.ts";

/** Answers of a person. */
export interface AnswerCall extends GateCall {
  /** By id of the question, `Q1` or `1`: an option's letter, or any text. */
  readonly answers: Readonly<Record<string, string>>;
  /** Whether the suggestions answer the rest. */
  readonly acceptSuggestions: boolean;
  /** State when the person was shown the questions: others may have taken their place. */
  readonly seen?: SessionState;
}

/** What {@linkcode answerQuestions} did. */
export interface Answered {
  /** Ids of the questions that were answered now. */
  readonly filled: readonly string[];
  /** Ids of those that are still open; with none, the wait is over. */
  readonly open: readonly string[];
}

/**
 * Writes answers and, when all questions have one, ends the wait; all or nothing.
 *
 * @throws {RefusedError} when the session asks nothing (1), asks something else than `seen` (1), an attempt is running
 * (1), or an answer does not fit (2).
 */
export async function answerQuestions(
  store: Store,
  call: AnswerCall,
): Promise<Answered> {
  const name = sessionName(store);
  let done: Answered = { filled: [], open: [] };
  await store.commit(({ state }): Step | null => {
    const refused = (why: string) =>
      new RefusedError(`Cannot answer "${name}": ${why}`, {
        hint: wayOnOrReport(state, name),
      });
    refuseInAttempt(state, { act: "answer", name });
    if (state.waiting?.reason !== "qa_answers") {
      throw refused("it asks nothing");
    }
    const text = readQuestions(store.paths);
    if (text === null) {
      throw refused(`its questions are gone from "${store.paths.qa}"`);
    }
    if (call.seen && call.seen.waiting?.since !== state.waiting.since) {
      throw refused("it asks something else by now");
    }
    const { text: filled, ...rest } = fillAnswers(text, call.answers, call);
    if (rest.problems.length > 0) {
      throw new RefusedError(
        `Cannot answer "${name}": ${
          rest.problems.length === 1
            ? rest.problems[0]
            : `${rest.problems.length} answers do not fit`
        }`,
        {
          hint: `samocode show ${name} questions`,
          exitCode: 2,
          ...(rest.problems.length === 1 ? {} : { details: rest.problems }),
        },
      );
    }
    const questions = parseQuestions(filled);
    const open = questions.filter(({ answer }) => answer === null)
      .map(({ id }) => id);
    done = { filled: rest.filled, open };
    // Before the row: a journal that calls questions answered must be right.
    if (filled !== text) writeAtomic(store.paths.qa, filled, 0o644);
    const record = {
      kind: "request",
      ...call.actor,
      verb: "answer",
      text: questions.filter(({ id }) => rest.filled.includes(id))
        .map(({ id, answer }) => `${id}: ${answer}`).join("\n"),
      from: state.phase,
      to: null,
      change: null,
    } as const satisfies NewRow;
    if (open.length > 0) return filled === text ? null : { row: record };
    return {
      ...openedStep(state, call),
      ...(filled === text ? {} : { followUp: () => [record] }),
    };
  });
  return done;
}

/**
 * Ends the wait for answers when every question has one.
 *
 * @returns `false` when some are open, or nothing can be read: an editor may be saving the file this moment.
 */
export async function acceptAnswers(
  store: Store,
  call: GateCall,
): Promise<boolean> {
  const row = await store.commit(({ state }) =>
    state.waiting?.reason === "qa_answers" && state.attempt === null &&
      questionsOf(store.paths) === "complete"
      ? openedStep(state, call)
      : null
  );
  return row !== null;
}

function openedStep(
  state: SessionState,
  { actor, moment, note }: GateCall,
): ChangeStep {
  const phase = state.phase ?? "";
  return {
    row: {
      kind: "gate-opened",
      ...actor,
      reason: "qa_answers",
      from: phase,
      to: phase,
      plan: null,
      planHash: null,
      note: note ?? null,
      change: null,
    },
    edit: {
      fields: { "Blocked": "no", "Next": `Go on in ${phase}` },
      flow: flowLine(state, {
        moment,
        text: `Questions answered via ${actor.channel}`,
        tag: "answer",
      }),
    },
  };
}
