/**
 * Tells where a person's text is that found no place in the overview.
 *
 * @module
 */

import { keptTexts, keptWords } from "../session/kept_texts.ts";
import { type Engine, tell } from "./engine.ts";

/** Tells of each of them once in a run. */
export function sayKept(engine: Engine): void {
  const { memory, store } = engine;
  for (const path of keptTexts(store.paths)) {
    if (memory.said.has(path)) continue;
    memory.said.add(path);
    tell(engine, "kept", {
      level: "warn",
      text: `Look and remove it: ${keptWords(path)}`,
    });
  }
}
