/**
 * What is journaled and written before the provider program is started.
 *
 * @module
 */

import { join } from "@std/path";
import type { Adapter, ProviderRequest } from "../provider/adapter.ts";
import type { Price } from "../provider/price.ts";
import { freeLogName, makeLogFolder } from "../session/log_folder.ts";
import { clearSignalFile } from "../session/signal_file.ts";
import { writePassing } from "../system/files.ts";
import type { AttemptType } from "../workflow/rows/attempt_rows.ts";
import { logStamp } from "../workflow/timestamps.ts";
import { attemptPrompt } from "./attempt_prompt.ts";
import { asksForLastWords } from "./attempt_route.ts";
import { type Engine, momentOf, tell } from "./engine.ts";
import { leftLock } from "./left_lock.ts";
import { moneyLeft } from "./money.ts";
import type { Route } from "./routing.ts";

/** An attempt that the journal knows and that is about to be started. */
export interface AnnouncedAttempt {
  readonly token: string;
  readonly mark: string;
  /** Absolute paths. */
  readonly log: string;
  readonly stderr: string;
  readonly timeoutMs: number;
  readonly adapter: Adapter;
  readonly request: ProviderRequest;
  readonly price: Price | null;
}

/** Journals the attempt that comes next, and writes its prompt. */
export async function announceAttempt(
  engine: Engine,
  { type, route, adapter }: {
    readonly type: AttemptType;
    readonly route: Route;
    readonly adapter: Adapter;
  },
): Promise<AnnouncedAttempt> {
  const { store, input } = engine;
  const { state, paths } = store;
  const attempt = (state.open?.attempts ?? 0) + 1;
  const phase = input.workflow.phases[state.phase!]!;
  const number = String(state.iteration).padStart(3, "0");
  makeLogFolder(paths);
  const base = freeLogName(
    paths,
    `${logStamp(momentOf(engine))}-${number}-${phase.name}${
      attempt === 1 ? "" : `-a${attempt}`
    }`,
  );
  const token = crypto.randomUUID();
  const mark = crypto.randomUUID();
  const timeoutMs = phase.timeoutMs ?? route.provider.timeoutMs;
  const lastWords = asksForLastWords(type);
  const resumes = lastWords ? state.open?.conversation ?? null : null;
  // A conversation that is only asked for its signal is not told anything else.
  const said = lastWords
    ? undefined
    : state.requests.findLast((request) => request.verb === "say");
  const prompt = await attemptPrompt(engine, {
    type,
    route,
    token,
    timeoutMs,
    lock: lastWords ? null : await leftLock(engine),
  });
  await store.append({
    kind: "attempt-started",
    attempt,
    token,
    mark,
    log: `${base}.jsonl`,
    provider: route.provider.name,
    profile: route.profile,
    model: route.model,
    effort: route.effort,
    type,
    resumes,
    ...(said === undefined ? {} : { answers: said.seq }),
  });
  clearSignalFile(paths);
  const promptFile = join(paths.logs, `${base}.prompt.md`);
  writePassing(promptFile, prompt);
  const model = route.model === null ? "" : ` · ${route.model}`;
  tell(engine, "attempt", {
    text: `Attempt ${attempt} (${type}): ${route.provider.name}${model}`,
    detail: true,
    data: { attempt, type, log: `${base}.jsonl` },
  });
  return {
    token,
    mark,
    log: join(paths.logs, `${base}.jsonl`),
    stderr: join(paths.logs, `${base}.err`),
    timeoutMs,
    adapter,
    price: route.provider.price,
    request: {
      promptFile,
      sessionDir: paths.folder,
      workingDir: state.workingDir!,
      model: route.model,
      effort: route.effort,
      maxTurns: route.provider.maxTurns,
      conversation: crypto.randomUUID(),
      resumes,
      title: `${state.name} ${number} ${phase.name}`,
      maxUsd: moneyLeft(engine),
      inherit: route.provider.inherit,
      sandbox: input.sandbox,
      extraArgs: route.provider.args,
    },
  };
}
