/**
 * The worker's side of the host port: a host whose deeds are done in the other room.
 *
 * @module
 */

import type { Exit, Host, Interrupt, Started } from "./host.ts";
import {
  type HostCall,
  type HostPort,
  isFromHost,
  type ToHost,
  unpackError,
} from "./host_messages.ts";

/** A host that can be let go of. */
export interface HostClient extends Host {
  /** Stops listening; nothing is asked any more. */
  close(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Makes a host out of a port that `serveHost` serves; errors arrive as they were thrown. */
export function connectHost(port: HostPort): HostClient {
  const waiting = new Map<number, Waiting>();
  const exits = new Map<number, (exit: Exit) => void>();
  const stop = new AbortController();
  let interrupted: Interrupt | null = null;
  let last = 0;

  const send = (message: ToHost) => port.postMessage(message);

  /** The other side is the same program: it answers what was asked. */
  function ask<T>(call: HostCall, id = ++last): Promise<T> {
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      send({ host: "call", id, call });
    });
  }

  function onMessage({ data }: MessageEvent<unknown>): void {
    if (!isFromHost(data)) return;
    switch (data.host) {
      case "ok":
        waiting.get(data.id)?.resolve(data.value);
        waiting.delete(data.id);
        break;
      case "error":
        waiting.get(data.id)?.reject(unpackError(data.error));
        waiting.delete(data.id);
        exits.delete(data.id);
        break;
      case "exited":
        exits.get(data.id)?.(data.exit);
        exits.delete(data.id);
        break;
      case "interrupted":
        interrupted ??= data.by;
        stop.abort();
    }
  }

  port.addEventListener("message", onMessage);
  port.start?.();
  send({ host: "hello" });
  return {
    async start(spec) {
      const id = ++last;
      const exited = new Promise<Exit>((resolve) => exits.set(id, resolve));
      const started = await ask<Omit<Started, "exited">>(
        { method: "start", args: [spec] },
        id,
      );
      return { ...started, exited };
    },
    end: (mark, earlier) =>
      ask({
        method: "end",
        args: earlier === undefined ? [mark] : [mark, earlier],
      }),
    facts: () => ask({ method: "facts", args: [] }),
    keepWork: (name) => ask({ method: "keepWork", args: [name] }),
    check: (name, log) => ask({ method: "check", args: [name, log] }),
    changes: (base) => ask({ method: "changes", args: [base] }),
    diff: (base, paths) => ask({ method: "diff", args: [base, paths] }),
    checkOld: (spec) => ask({ method: "checkOld", args: [spec] }),
    notify: (notice) => ask({ method: "notify", args: [notice] }),
    freeBytes: () => ask({ method: "freeBytes", args: [] }),
    tell: (told) => send({ host: "tell", told }),
    live: (live) => send({ host: "live", live }),
    interrupted: () => interrupted,
    stop: stop.signal,
    close: () => port.removeEventListener("message", onMessage),
  };
}
