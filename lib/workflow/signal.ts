/**
 * The signal: what the provider writes at the end of an iteration.
 *
 * @module
 */

/** What a signal may say. */
export type SignalStatus = "continue" | "done" | "blocked" | "waiting";

/** A well-formed signal; texts are as the provider wrote them, status and phase in lower case. */
export interface Signal {
  readonly status: SignalStatus;
  /** Wanted next phase; absent means "stay". */
  readonly phase?: string;
  readonly summary?: string;
  readonly reason?: string;
  readonly needs?: string;
  readonly for?: string;
}

/** What the host found when it looked for a signal. */
export type Reading =
  | {
    readonly kind: "valid";
    readonly signal: Signal;
    readonly fenced: boolean;
  }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "stale"; readonly reason: string };
