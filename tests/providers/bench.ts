/**
 * Starts a provider's real program the way its adapter says, without samocode around it.
 *
 * @module
 */

import { join } from "@std/path";
import type {
  Adapter,
  ProviderEvent,
  ProviderRequest,
} from "../../lib/provider/adapter.ts";
import { adapterOf } from "../../lib/provider/adapters.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";
import { processesWith } from "../e2e/processes.ts";
import type { Installed } from "./install.ts";
import { type Model, say } from "./model.ts";
import {
  nobody,
  prepareHome,
  serviceEnvironment,
  startService,
} from "./service.ts";
import type { StandIn } from "./stand_in.ts";

/** How a start of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly ProviderEvent[];
  readonly outcome: AttemptOutcome;
}

/** How the program is started. */
export interface StartOptions {
  readonly prompt?: string;
  readonly request?: Partial<ProviderRequest>;
  /** On top of the adapter's; an empty text takes one away. */
  readonly env?: Readonly<Record<string, string>>;
  readonly subscription?: boolean;
  readonly dead?: boolean;
}

/** A program that runs in a process group of its own. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/** A folder of its own, a stand-in for the service, and the program. */
export interface Bench {
  readonly adapter: Adapter;
  readonly installed: Installed;
  readonly api: StandIn;
  /** Home of the person. */
  readonly home: string;
  /** Folder in which the program works. */
  readonly work: string;
  start(options?: StartOptions): Promise<Running>;
  /** Starts it with a model and waits for the end. */
  run(model: Model, options?: StartOptions): Promise<Ended>;
}

/** A program that has not ended by then is killed, which no trial expects. */
const LIMIT_MS = 120_000;

/** Does something at a bench; nothing is left of it. */
export async function withBench<T>(
  installed: Installed,
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  const dir = await Deno.realPath(await Deno.makeTempDir());
  const [home, work] = [join(dir, "home"), join(dir, "work")];
  await Deno.mkdir(home);
  await Deno.mkdir(work);
  try {
    await using api = startService(installed.name, () => say());
    const place = {
      installed,
      adapter: adapterOf(installed.name)!,
      home,
      work,
    };
    const start = async (options: StartOptions = {}) => {
      const url = options.dead ? nobody : api.url;
      await prepareHome(installed.name, { home, url });
      const running = await startProgram({ ...place, url }, options);
      const limit = setTimeout(() => killAll(home), LIMIT_MS);
      running.ended.finally(() => clearTimeout(limit));
      return running;
    };
    return await use({
      ...place,
      api,
      start,
      async run(model, options) {
        api.use(model);
        return await (await start(options)).ended;
      },
    });
  } finally {
    killAll(home);
    await Deno.remove(dir, { recursive: true });
  }
}

async function startProgram(
  { installed, adapter, home, work, url }:
    & Pick<Bench, "installed" | "adapter" | "home" | "work">
    & { readonly url: string },
  { prompt = "Say hello.", request, env, subscription = false }: StartOptions,
): Promise<Running> {
  const command = adapter.command({ ...usualRequest(work), ...request });
  const all = {
    PATH: Deno.env.get("PATH") ?? "",
    HOME: home,
    ...serviceEnvironment(installed.name, { url, subscription }),
    ...command.env,
    ...env,
  };
  const child = new Deno.Command(installed.program, {
    args: [...command.args],
    cwd: work,
    clearEnv: true,
    env: Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== ""),
    ),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  const ended = child.output().then((output) => endOf(adapter, output));
  await feed(child, prompt);
  return { pid: child.pid, ended };
}

function usualRequest(work: string): ProviderRequest {
  return {
    promptFile: join(work, "prompt.md"),
    sessionDir: work,
    workingDir: work,
    model: null,
    effort: null,
    maxTurns: null,
    conversation: crypto.randomUUID(),
    resumes: null,
    title: "contract 001 trial",
    maxUsd: null,
    inherit: "project",
    sandbox: true,
    extraArgs: [],
  };
}

function endOf(adapter: Adapter, output: Deno.CommandOutput): Ended {
  const { signal } = output;
  const code = signal === null ? output.code : null;
  const [stdout, stderr] = [output.stdout, output.stderr]
    .map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  const encoder = new TextEncoder();
  const events = stdout.split("\n")
    .filter((line) => adapter.wants(encoder.encode(line).subarray(0, 256)))
    .flatMap((line) => adapter.events(line));
  const outcome = adapter.outcome({
    exitCode: code,
    signal,
    events: events.filter(({ kind }) =>
      !["text", "tool", "toolResult"].includes(kind)
    ),
    stderr,
    nowMs: Date.now(),
    offsetMinutes: -new Date().getTimezoneOffset(),
  });
  return { code, signal, stdout, stderr, events, outcome };
}

/** A program that refuses to start does not read. */
async function feed(child: Deno.ChildProcess, prompt: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(prompt));
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** Also what has left the program's group; by its end a trial may have failed. */
function killAll(home: string): void {
  for (const pid of processesWith(home)) {
    try {
      Deno.kill(pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
