/**
 * Tells the person who is needed; never fatal.
 *
 * @module
 */

import { sessionName } from "../session/gates.ts";
import type { Notice } from "../system/host.ts";
import { redactor } from "../workflow/redact.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { type Engine, placed, tell } from "./engine.ts";
import type { StopReport } from "./input.ts";

/** Sends a notice and journals who got it. */
export async function notify(
  engine: Engine,
  notice: Pick<Notice, "about" | "text"> & { readonly next?: string | null },
): Promise<void> {
  const { host, store, input } = engine;
  const { sent, failed } = await host.notify({
    about: notice.about,
    session: sessionName(store),
    text: redactor(input.secrets)(notice.text),
    next: placed(
      engine,
      notice.next ?? `samocode status ${shellWord(sessionName(store))}`,
    ),
  });
  if (sent.length === 0 && failed.length === 0) return;
  await store.append({ kind: "notified", about: notice.about, sent, failed });
  if (failed.length > 0) {
    tell(engine, "notify-failed", {
      level: "warn",
      text: `Nobody could be told: ${failed.join(", ")}`,
    });
  }
}

/** Tells about the end of a run, where a person is needed or waits for it. */
export async function notifyStop(
  engine: Engine,
  report: StopReport,
): Promise<void> {
  const about = aboutOf(report);
  if (about === null) return;
  const { iterations, news } = engine.memory;
  // A run that only found what was so before has no news.
  if (iterations === 0 && !news && about !== "failed") return;
  await notify(engine, { about, text: report.text, next: report.next });
}

function aboutOf({ reason }: StopReport): Notice["about"] | null {
  switch (reason) {
    case "done":
    case "waiting":
    case "blocked":
    case "failed":
      return reason;
    case "limit":
      return "stopped";
    default:
      return null;
  }
}
