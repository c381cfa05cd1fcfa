/**
 * A worker that may read and write the given folders, and nothing else.
 *
 * @module
 */

import type { HostPort } from "./host_messages.ts";

/** The supervisor's side of a room. */
export interface Room extends HostPort {
  /** Called when the room's code fails outside of every promise. */
  onFailure(listener: (error: Error) => void): void;
  close(): void;
}

/** Starts a module in a room. */
export function startRoom(
  module: URL,
  { folders }: { readonly folders: readonly string[] },
): Room {
  const worker = new Worker(module, {
    type: "module",
    name: "engine",
    deno: {
      permissions: {
        read: [...folders],
        write: [...folders],
        run: false,
        env: false,
        net: false,
        sys: false,
        ffi: false,
        import: false,
      },
    },
  });
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) =>
      worker.addEventListener(type, listener),
    removeEventListener: (type, listener) =>
      worker.removeEventListener(type, listener),
    onFailure(listener) {
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        listener(new Error(event.message));
      });
    },
    close: () => worker.terminate(),
  };
}
