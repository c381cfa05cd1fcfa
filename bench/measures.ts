/**
 * All measures, in the order in which they are made.
 *
 * @module
 */

import type { Measure } from "./lab.ts";
import { atOnce } from "./measures/at_once.ts";
import { idle } from "./measures/idle.ts";
import { iterations } from "./measures/iterations.ts";
import { longJournal } from "./measures/long_journal.ts";
import { longLog } from "./measures/long_log.ts";
import { manySessions } from "./measures/many_sessions.ts";
import { memory } from "./measures/memory.ts";
import { safeties } from "./measures/safeties.ts";
import { startUp } from "./measures/start_up.ts";
import { stream } from "./measures/stream.ts";
import { timeLimit } from "./measures/time_limit.ts";
import { verification } from "./measures/verification.ts";
import { waiting } from "./measures/waiting.ts";

/** Groups of figures. */
export const measures: readonly Measure[] = [
  startUp,
  iterations,
  safeties,
  verification,
  stream,
  memory,
  idle,
  timeLimit,
  waiting,
  manySessions,
  longLog,
  longJournal,
  atOnce,
];
