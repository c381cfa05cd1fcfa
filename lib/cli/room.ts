/**
 * Starts the engine in a room of its own and serves it.
 *
 * @module
 */

import type { EngineInput, StopReport } from "../engine/input.ts";
import type { EngineEnd, EngineStart } from "../engine/worker.ts";
import type { Host } from "../system/host.ts";
import { unpackError } from "../system/host_messages.ts";
import { serveHost } from "../system/host_server.ts";
import { startRoom } from "../system/room.ts";

/** Runs the engine; it may touch `folders` (real paths) and nothing else. */
export async function runInRoom(
  input: EngineInput,
  { host, folders }: {
    readonly host: Host;
    readonly folders: readonly string[];
  },
): Promise<StopReport> {
  const room = startRoom(new URL("../engine/worker.ts", import.meta.url), {
    folders,
  });
  const stopServing = serveHost(host, room);
  try {
    return await new Promise<StopReport>((resolve, reject) => {
      room.addEventListener("message", ({ data }) => {
        if (!isEnd(data)) return;
        if (data.engine === "stopped") resolve(data.report);
        else reject(unpackError(data.error));
      });
      room.onFailure(reject);
      room.postMessage({ engine: "start", input } satisfies EngineStart);
    });
  } finally {
    stopServing();
    room.close();
  }
}

function isEnd(data: unknown): data is EngineEnd {
  return typeof data === "object" && data !== null && "engine" in data &&
    (data.engine === "stopped" || data.engine === "failed");
}
