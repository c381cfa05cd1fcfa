/**
 * The signal file for somebody who only looks.
 *
 * @module
 */

import type { SessionPaths } from "../../session/paths.ts";
import { readSignalFile } from "../../session/signal_file.ts";
import { parseSignal } from "../../workflow/signal.ts";

/** What `_signal.json` says; `null` where it says nothing. */
export interface SignalView {
  readonly status: string | null;
  readonly waitingFor: string | null;
  readonly needs: string | null;
  readonly reason: string | null;
}

/** Reads the signal file, whoever's attempt it is of; one that cannot be read is shown as blocked, with the reason. */
export function signalView(paths: SessionPaths): SignalView {
  const text = readSignalFile(paths);
  const blocked = (reason: string) => (
    { status: "blocked", waitingFor: null, needs: null, reason }
  );
  if (typeof text === "object") return blocked(text.refused);
  const reading = parseSignal(text, { token: null });
  if (reading.kind === "missing") {
    return { status: null, waitingFor: null, needs: null, reason: null };
  }
  if (reading.kind !== "valid") return blocked(reading.reason);
  const { status, for: waitingFor, needs, reason } = reading.signal;
  return {
    status,
    waitingFor: waitingFor ?? null,
    needs: needs ?? null,
    reason: reason ?? null,
  };
}
