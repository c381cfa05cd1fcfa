/**
 * How an attempt ended, as the loop sees it.
 *
 * @module
 */

/** Which windows a provider counts usage in; others come as the provider names them. */
export type LimitWindow = string;

/** How one attempt ended; the provider adapter classifies, the engine adds what it did itself. */
export type AttemptOutcome =
  /** Exit code 0, a result event, no error in it. */
  | { readonly kind: "success" }
  /** A usage limit; `resetsAtMs` is epoch ms where the provider told it. */
  | {
    readonly kind: "limit";
    readonly window: LimitWindow;
    readonly resetsAtMs?: number;
    readonly message: string;
  }
  /** The service refuses for a moment: overloaded, rate limited, 5xx. */
  | { readonly kind: "overloaded"; readonly message: string }
  /** The service cannot be reached. */
  | { readonly kind: "network"; readonly message: string }
  /** Not logged in, key or login expired. */
  | { readonly kind: "login"; readonly message: string }
  /** The account cannot pay. */
  | { readonly kind: "billing"; readonly message: string }
  /** Model unknown to the service. */
  | { readonly kind: "unknownModel"; readonly message: string }
  /** The program refused its command line or its surroundings (root, missing file). */
  | { readonly kind: "badInvocation"; readonly message: string }
  /** The conversation no longer fits. */
  | { readonly kind: "contextFull"; readonly message: string }
  /** The turn limit of one attempt. */
  | { readonly kind: "turnLimit"; readonly message: string }
  /** The provider's own money limit of one attempt. */
  | { readonly kind: "budgetLimit"; readonly message: string }
  /** The model refused. */
  | { readonly kind: "refused"; readonly message: string }
  /** Ended by itself without success. */
  | { readonly kind: "crashed"; readonly message: string }
  /** The program could not be started. */
  | { readonly kind: "notStarted"; readonly message: string }
  /** Ended by us: a clock or a size ran out. `afterMs` counts from the attempt's start. */
  | {
    readonly kind: "timeout";
    readonly clock: "start" | "silence" | "grace" | "total" | "size" | "repeat";
    readonly afterMs: number;
    readonly message: string;
  }
  /** Ended by us because a person or the system asked. */
  | {
    readonly kind: "cancelled";
    readonly by: "interrupt" | "terminated" | "hungUp" | "request";
  }
  /** samocode itself died while the attempt ran. */
  | { readonly kind: "cutOff"; readonly message: string };

const KINDS: Readonly<Record<AttemptOutcome["kind"], true>> = {
  success: true,
  limit: true,
  overloaded: true,
  network: true,
  login: true,
  billing: true,
  unknownModel: true,
  badInvocation: true,
  contextFull: true,
  turnLimit: true,
  budgetLimit: true,
  refused: true,
  crashed: true,
  notStarted: true,
  timeout: true,
  cancelled: true,
  cutOff: true,
};

/** Whether a word names the end of an attempt, as the rule of a block does where attempts led to it. */
export function isOutcome(word: string | undefined): boolean {
  return word !== undefined && Object.hasOwn(KINDS, word);
}

/** Words for an outcome, one line. */
export function describeOutcome(outcome: AttemptOutcome): string {
  switch (outcome.kind) {
    case "success":
      return "success";
    case "cancelled":
      return `cancelled (${outcome.by})`;
    case "timeout":
      return `${outcome.clock} limit: ${outcome.message}`;
    default:
      return `${outcome.kind}: ${outcome.message}`;
  }
}
