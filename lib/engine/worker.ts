/**
 * The engine's own room: a worker that may touch the session folder and the working folder, and nothing else.
 *
 * @module
 */

import { systemClock } from "../system/clock.ts";
import { connectHost } from "../system/host_client.ts";
import { type HostPort, packError } from "../system/host_messages.ts";
import type { WireError } from "../system/host_messages.ts";
import type { EngineInput, StopReport } from "./input.ts";
import { runLoop } from "./loop.ts";

/** From the supervisor, once. */
export interface EngineStart {
  readonly engine: "start";
  readonly input: EngineInput;
}

/** The last word of the engine. */
export type EngineEnd =
  | { readonly engine: "stopped"; readonly report: StopReport }
  | { readonly engine: "failed"; readonly error: WireError };

// The types of a worker's global scope are not those of the main one.
const port = self as unknown as HostPort;

port.addEventListener("message", ({ data }) => {
  if (!isStart(data)) return;
  const host = connectHost(port);
  runLoop(data.input, { host, clock: systemClock }).then(
    (report) => send({ engine: "stopped", report }),
    (error) => send({ engine: "failed", error: packError(error) }),
  ).finally(() => host.close());
});

function send(end: EngineEnd): void {
  port.postMessage(end);
}

function isStart(data: unknown): data is EngineStart {
  return typeof data === "object" && data !== null && "engine" in data &&
    data.engine === "start";
}
