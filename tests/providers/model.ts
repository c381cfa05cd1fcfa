/**
 * A model that follows a script, whatever the shape of the interface it is asked through.
 *
 * @module
 */

/** One request to the model, as its stand-in understood it. */
export interface ModelRequest {
  /** Counts from 1. */
  readonly nth: number;
  /** When it came, epoch ms. */
  readonly atMs: number;
  readonly model: string;
  /** Of the HTTP request; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the tools that it may call. */
  readonly tools: readonly string[];
  /** System prompt, and messages of the role `developer`. */
  readonly system: string;
  /** Texts of the role `user`, oldest first; what the program adds by itself is among them. */
  readonly prompts: readonly string[];
  /** Texts of the model itself, oldest first. */
  readonly answers: readonly string[];
  /** What tools gave since the last prompt, oldest first. */
  readonly outputs: readonly string[];
}

/** What the model does. */
export type Reply =
  /** Calls the shell tool of the program. */
  | { readonly kind: "run"; readonly command: string }
  /** Says something, which ends the turn. */
  | { readonly kind: "say"; readonly text: string }
  /** An answer of the service without the model. */
  | {
    readonly kind: "error";
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
  }
  /** The usage limit of a subscription; `null`: no reset is told. */
  | { readonly kind: "limit"; readonly resetsAtS: number | null }
  /** The service says why it cannot: the conversation is too long, the account is empty, there is no such model. */
  | { readonly kind: "cannot"; readonly why: "context" | "billing" | "model" }
  /** No answer at all. */
  | { readonly kind: "hang" }
  /** The answer begins and does not go on. */
  | { readonly kind: "stall" }
  /** The answer begins, and the connection is cut. */
  | { readonly kind: "cut" }
  /** The model will not. */
  | { readonly kind: "refuse" };

/** A script. */
export type Model = (request: ModelRequest) => Reply | Promise<Reply>;

/** Says something. */
export function say(text = "Done."): Reply {
  return { kind: "say", text };
}

/** Calls the shell. */
export function run(command: string): Reply {
  return { kind: "run", command };
}

/** An answer of the service without the model. */
export function error(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { kind: "error", status, headers };
}

/** One reply or model per request; the last one for all further requests. */
export function sequence(...steps: readonly (Reply | Model)[]): Model {
  let next = 0;
  return (request) => {
    const step = steps[Math.min(next++, steps.length - 1)] ?? say();
    return typeof step === "function" ? step(request) : step;
  };
}

/** Calls the shell once per prompt, then says that it is done. */
export function once(
  command: string | ((request: ModelRequest) => string),
): Model {
  return (request) => {
    if (request.outputs.length > 0) return say();
    return run(typeof command === "string" ? command : command(request));
  };
}
