/**
 * Tries in a room what must not work there, and tells how each try ended.
 *
 * @module
 */

import { appendLog } from "../../lib/system/log_file.ts";
import { openPlain } from "../../lib/system/plain_file.ts";
import { readFile, writeAtomic, writeNew } from "../../lib/system/files.ts";
import { placeNew } from "../../lib/system/place.ts";
import { inside } from "../../lib/system/scope.ts";

/** What the probe gets. */
export interface ProbeStart {
  readonly session: string;
  readonly worktree: string;
  /** A folder that is not the room's, with a file `secret` in it. */
  readonly outside: string;
  /** A process of ours. */
  readonly victim: number;
  /** A server that answers. */
  readonly url: string;
}

/** Name of the error of each try; `done` where there was none. */
export type ProbeEnd = Readonly<Record<string, string>>;

// The types of a worker's global scope are not those of the main one.
const port = self as unknown as Worker;

port.addEventListener("message", async ({ data }) => {
  port.postMessage(await probe(data));
});

async function probe(start: ProbeStart): Promise<ProbeEnd> {
  const { session, worktree, outside, url, victim } = start;
  const link = `${session}/link`;
  const tries: Record<string, () => unknown> = {
    "write in the session": () => writeAtomic(`${session}/new`, "x"),
    "write in the worktree": () => writeNew(`${worktree}/new`, "x"),
    "write outside": () => writeNew(`${outside}/new`, "x"),
    "write outside by dots": () => writeNew(`${session}/../evil`, "x"),
    "rename outside": () => Deno.renameSync(`${session}/new`, `${outside}/new`),
    "link outside": () => {
      if (!placeNew(`${outside}/secret`, `${session}/hard`)) {
        throw new Refused();
      }
    },
    "lay a link": () => Deno.symlinkSync(outside, `${session}/own`),
    "read outside": () => Deno.readTextFileSync(`${outside}/secret`),
    "read home": () => Deno.readDirSync(homeOf(outside)).next(),
    "look outside": () => Deno.lstatSync(`${outside}/secret`),
    "lock outside": () => openPlain(`${outside}/lock`, { create: true }),
    "log outside": () => appendLog(`${outside}/log`).close(),
    "go through a laid link": () => inside(session, `${link}/secret`),
    "go through a laid link to a file": () =>
      inside(session, `${session}/file`),
    "read through a laid link to a file": () => mustRead(`${session}/file`),
    "spawn": () => new Deno.Command("/bin/true").outputSync(),
    "kill": () => Deno.kill(victim, "SIGCONT"),
    "fetch": () => fetch(url),
    "connect": () => Deno.connect({ port: Number(new URL(url).port) }),
    "ask for more": async () => {
      const asked = { name: "run" } as const;
      const { state } = await Deno.permissions.request(asked);
      if (state !== "granted") throw new Refused();
    },
    "read the environment": () => Deno.env.get("HOME"),
    "read all of the environment": () => Deno.env.toObject(),
    "ask for the name of the machine": () => Deno.hostname(),
    "make a temporary file": () => Deno.makeTempFileSync(),
    "load a library": () => Deno.dlopen("/lib/libc.so.6", {}),
    "import code from elsewhere": () => import(url),
    "make another worker": () =>
      new Worker(new URL("./room_probe.ts", import.meta.url), {
        type: "module",
        deno: { permissions: { run: true } },
      }),
  };
  const end: Record<string, string> = {};
  for (const [name, act] of Object.entries(tries)) {
    end[name] = await outcome(act);
  }
  return end;
}

class Refused extends Error {
  override readonly name = "Refused";
}

function mustRead(path: string): void {
  if (readFile(path, 1 << 20).kind !== "text") throw new Refused();
}

function homeOf(outside: string): string {
  return outside.slice(0, outside.lastIndexOf("/"));
}

async function outcome(act: () => unknown): Promise<string> {
  try {
    await act();
    return "done";
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    // The platform's word for code that may not be imported.
    return /requires import access/i.test(error.message)
      ? "NotCapable"
      : error.name;
  }
}
