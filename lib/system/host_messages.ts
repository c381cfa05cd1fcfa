/**
 * The messages that carry the host port between the two rooms; all are plain values.
 *
 * @module
 */

import { BusyError, UsageError, UserError } from "../errors.ts";
import type {
  EarlierProcess,
  Exit,
  Interrupt,
  Live,
  Notice,
  OldTestsSpec,
  StartSpec,
  Told,
} from "./host.ts";

/** What a worker, its other side, and a message port have in common. */
export interface HostPort {
  postMessage(message: unknown): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<unknown>) => void,
  ): void;
  removeEventListener(
    type: "message",
    listener: (event: MessageEvent<unknown>) => void,
  ): void;
  /** A message port delivers nothing before this. */
  start?(): void;
}

/** What is asked, with its arguments. */
export type HostCall =
  | { readonly method: "start"; readonly args: readonly [StartSpec] }
  | {
    readonly method: "end";
    readonly args: readonly [string, EarlierProcess?];
  }
  | { readonly method: "facts"; readonly args: readonly [] }
  | { readonly method: "keepWork"; readonly args: readonly [string] }
  | { readonly method: "check"; readonly args: readonly [string, string] }
  | { readonly method: "changes"; readonly args: readonly [string] }
  | {
    readonly method: "diff";
    readonly args: readonly [string, readonly string[]];
  }
  | { readonly method: "checkOld"; readonly args: readonly [OldTestsSpec] }
  | { readonly method: "notify"; readonly args: readonly [Notice] }
  | { readonly method: "freeBytes"; readonly args: readonly [] };

/** From the worker to the supervisor. */
export type ToHost =
  /** The worker listens now. */
  | { readonly host: "hello" }
  | { readonly host: "call"; readonly id: number; readonly call: HostCall }
  | { readonly host: "tell"; readonly told: Told }
  | { readonly host: "live"; readonly live: Live | null };

/** From the supervisor to the worker. */
export type FromHost =
  | { readonly host: "ok"; readonly id: number; readonly value: unknown }
  | { readonly host: "error"; readonly id: number; readonly error: WireError }
  /** The leader that the call `id` started is gone. */
  | { readonly host: "exited"; readonly id: number; readonly exit: Exit }
  | { readonly host: "interrupted"; readonly by: Interrupt };

/** An error on its way. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What a person has to know, when it is for one. */
  readonly user: {
    readonly hint: string | undefined;
    readonly details: readonly string[];
    readonly exitCode: number;
  } | null;
}

/** Packs an error. */
export function packError(error: unknown): WireError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), stack: "", user: null };
  }
  const { name, message, stack } = error;
  if (!(error instanceof UserError)) {
    return { name, message, stack, user: null };
  }
  const { hint, details, exitCode } = error;
  return { name, message, stack, user: { hint, details, exitCode } };
}

/** Unpacks an error: of its own class when it is for a person; a bug keeps its stack trace. */
export function unpackError({ name, message, stack, user }: WireError): Error {
  if (user === null) {
    const error = new Error(message);
    error.name = name;
    error.stack = stack ?? message;
    return error;
  }
  const { hint, details, exitCode } = user;
  const options = { ...(hint === undefined ? {} : { hint }), details };
  if (name === "UsageError") return new UsageError(message, options);
  if (name === "BusyError") return new BusyError(message, options);
  return new UserError(message, { ...options, exitCode });
}

/** Whether a message is one of ours; a port may carry others, too. */
export function isToHost(message: unknown): message is ToHost {
  return isOneOf(message, ["hello", "call", "tell", "live"]);
}

/** See {@linkcode isToHost}. */
export function isFromHost(message: unknown): message is FromHost {
  return isOneOf(message, ["ok", "error", "exited", "interrupted"]);
}

function isOneOf(message: unknown, kinds: readonly string[]): boolean {
  return typeof message === "object" && message !== null &&
    "host" in message && typeof message.host === "string" &&
    kinds.includes(message.host);
}
