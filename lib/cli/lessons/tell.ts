/**
 * At the end of a run: what the session proposes that the next one should know, or why that is not offered.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import type { Told } from "../../system/host.ts";
import type { Terminal } from "../../system/terminal.ts";
import { gather } from "../look/gather.ts";
import { commandLines } from "../look/place.ts";
import { workflowOf } from "../look/workflow_of.ts";
import { now } from "../own_clock.ts";
import { lessonsLine } from "./lessons_text.ts";
import { sessionLessons } from "./session_lessons.ts";

/** Tells it; nothing is said of lessons that were applied, or where there are none. */
export async function tellLessons(
  folder: string,
  { config, terminal, tell }: {
    readonly config: Config;
    readonly terminal: Terminal;
    readonly tell: (told: Told) => void;
  },
): Promise<void> {
  const workflow = workflowOf(config);
  const gathered = await gather(folder, {
    now: now(),
    workflow,
    thorough: null,
  });
  const lessons = await sessionLessons(gathered, config);
  if ("none" in lessons || lessons.kind === "applied") return;
  const command = commandLines({ terminal, config })(gathered.name);
  tell({
    event: "lessons",
    level: lessons.kind === "refused" ? "warn" : "info",
    text: `Lessons ${lessonsLine(lessons, command)}`,
    data: { state: lessons.kind, file: lessons.file },
  });
}
