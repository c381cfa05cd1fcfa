/**
 * The supervisor's side of the host port: does what the worker asks.
 *
 * @module
 */

import type { Host } from "./host.ts";
import {
  type FromHost,
  type HostCall,
  type HostPort,
  isToHost,
  packError,
} from "./host_messages.ts";

/**
 * Serves a host to whoever is on the other side of a port; messages of others are left alone.
 *
 * @returns Stops serving.
 */
export function serveHost(host: Host, port: HostPort): () => void {
  const send = (message: FromHost) => port.postMessage(message);
  let listening = false;

  function pushInterrupt(): void {
    const by = host.interrupted();
    if (listening && by !== null) send({ host: "interrupted", by });
  }

  async function answer(id: number, call: HostCall): Promise<void> {
    try {
      if (call.method !== "start") {
        return send({ host: "ok", id, value: await perform(call) });
      }
      const { pid, startTime, exited } = await host.start(...call.args);
      send({ host: "ok", id, value: { pid, startTime } });
      // After the answer, so that the worker knows whose end it is.
      exited.then((exit) => send({ host: "exited", id, exit }));
    } catch (error) {
      send({ host: "error", id, error: packError(error) });
    }
  }

  async function perform(
    call: Exclude<HostCall, { readonly method: "start" }>,
  ): Promise<unknown> {
    switch (call.method) {
      case "end":
        return await host.end(...call.args);
      case "facts":
        return await host.facts();
      case "keepWork":
        return await host.keepWork(...call.args);
      case "check":
        return await host.check(...call.args);
      case "changes":
        return await host.changes(...call.args);
      case "diff":
        return await host.diff(...call.args);
      case "checkOld":
        return await host.checkOld(...call.args);
      case "notify":
        return await host.notify(...call.args);
      case "freeBytes":
        return await host.freeBytes();
    }
  }

  function onMessage({ data }: MessageEvent<unknown>): void {
    if (!isToHost(data)) return;
    if (data.host === "tell") host.tell(data.told);
    else if (data.host === "live") host.live(data.live);
    else if (data.host === "call") answer(data.id, data.call);
    else {
      listening = true;
      pushInterrupt();
    }
  }

  port.addEventListener("message", onMessage);
  host.stop.addEventListener("abort", pushInterrupt);
  port.start?.();
  return () => {
    port.removeEventListener("message", onMessage);
    host.stop.removeEventListener("abort", pushInterrupt);
  };
}
