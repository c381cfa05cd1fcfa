/**
 * Reads the signal file of the session.
 *
 * @module
 */

import { readSignalFile } from "../session/signal_file.ts";
import { redactor } from "../workflow/redact.ts";
import {
  parseSignal,
  type Reading,
  type Signal,
  WAIT_REASONS,
} from "../workflow/signal.ts";
import { phaseOf } from "../workflow/table.ts";
import type { Engine } from "./engine.ts";

/** The reading for an attempt with this token; one that counts is only taken once the tree is gone. */
export function readSignal(
  engine: Pick<Engine, "store" | "input">,
  token: string | null,
): Reading {
  const text = readSignalFile(engine.store.paths);
  if (typeof text === "object") {
    return { kind: "invalid", reason: text.refused };
  }
  const reading = parseSignal(text, { token });
  return reading.kind === "valid"
    ? { ...reading, signal: withoutSecrets(engine, reading.signal) }
    : reading;
}

/** Where a name is due anything may stand; names that are known stay as they are, whatever they look like. */
function withoutSecrets(
  { input }: Pick<Engine, "input">,
  signal: Signal,
): Signal {
  const redact = redactor(input.secrets);
  const { phase, for: waitsFor } = signal;
  const reasons: readonly string[] = WAIT_REASONS;
  return {
    ...signal,
    ...(phase === undefined || phaseOf(input.workflow, phase) !== undefined
      ? {}
      : { phase: redact(phase) }),
    ...(waitsFor === undefined || reasons.includes(waitsFor)
      ? {}
      : { for: redact(waitsFor) }),
  };
}
