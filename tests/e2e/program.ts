/**
 * The program as a child process, with the permissions of the compiled one and the environment that a test gives it.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import { compileArguments } from "../../scripts/compile.ts";
import { masked } from "./mask.ts";

/** What a call of the program came to. */
export interface Ran {
  readonly code: number;
  /** Of the process, as the system tells it. */
  readonly signal: Deno.Signal | null;
  /** Standard output and standard error as they were. */
  readonly out: string;
  readonly err: string;
  /** Lines of them, times, paths and ids masked. */
  readonly outLines: readonly string[];
  readonly errLines: readonly string[];
}

/** A call that runs. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ran>;
  /** Waits until something is on standard error. */
  says(what: RegExp): Promise<void>;
  kill(signal: Deno.Signal): void;
}

/** How the program is started. */
export interface ProgramOptions {
  readonly cwd: string;
  /** The whole environment, but for what Deno itself needs; an empty text leaves a variable out. */
  readonly env: Readonly<Record<string, string>>;
  /** Standard input; nothing unless told. */
  readonly stdin: string | undefined;
  /** Folder that is masked in what is said. */
  readonly dir: string;
}

const root = fromFileUrl(new URL("../..", import.meta.url));
/** What the compiled program is granted, and nothing else. */
const permissions = compileArguments({ output: "" })
  .filter((flag) => /^--(allow|no-prompt)/.test(flag));

/** Words of a command line that is the program. */
export function programWords(): readonly string[] {
  const config = join(root, "deno.json");
  const main = join(root, "main.ts");
  return [
    Deno.execPath(),
    ...["run", ...permissions, "--quiet", "--config", config, main],
  ];
}

/** Starts the program. */
export async function startProgram(
  args: readonly string[],
  { cwd, env, stdin, dir }: ProgramOptions,
): Promise<Running> {
  const all = { DENO_DIR: await cacheFolder(), NO_COLOR: "1", ...env };
  const [deno = "", ...words] = programWords();
  const child = new Deno.Command(deno, {
    args: [...words, ...args],
    cwd,
    clearEnv: true,
    env: Object.fromEntries(Object.entries(all).filter(([, v]) => v !== "")),
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  if (stdin !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(stdin));
    await writer.close();
  }
  const ear = listen(child.stderr);
  const finish = async (): Promise<Ran> => {
    const [{ code, signal }, out] = await Promise.all([
      child.status,
      new Response(child.stdout).text(),
      ear.over,
    ]);
    const err = ear.text();
    const [outLines, errLines] = [masked(out, dir), masked(err, dir)];
    return { code, signal, out, err, outLines, errLines };
  };
  const { pid } = child;
  const kill = (signal: Deno.Signal) => child.kill(signal);
  return { pid, ended: finish(), says: ear.says, kill };
}

/** Hears what is said while it is said. */
function listen(stream: ReadableStream<Uint8Array>) {
  let text = "";
  let wake = () => {};
  let isOver = false;
  const hear = async () => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      text += part;
      wake();
    }
    isOver = true;
    wake();
  };
  return {
    over: hear(),
    text: () => text,
    async says(what: RegExp) {
      while (!what.test(text)) {
        if (isOver) throw new Error(`never said ${what}:\n${text}`);
        await new Promise<void>((resolve) => wake = resolve);
      }
    },
  };
}

let cache: Promise<string> | undefined;

/** The home of a test has no cache, and to fill one takes longer than most tests. */
export function cacheFolder(): Promise<string> {
  return cache ??= new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
    stdin: "null",
  }).output().then(({ stdout }) =>
    JSON.parse(new TextDecoder().decode(stdout)).denoDir
  );
}
