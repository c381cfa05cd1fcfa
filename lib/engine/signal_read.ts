/**
 * Reads the signal file of the session.
 *
 * @module
 */

import { readSignalFile } from "../session/signal_file.ts";
import { parseSignal, type Reading } from "../workflow/signal.ts";
import type { Engine } from "./engine.ts";

/** The reading for an attempt with this token; one that counts is only taken once the tree is gone. */
export function readSignal(
  { store }: Pick<Engine, "store">,
  token: string | null,
): Reading {
  const text = readSignalFile(store.paths);
  if (typeof text === "object") {
    return { kind: "invalid", reason: text.refused };
  }
  return parseSignal(text, { token });
}
