/**
 * An aide: a small shell that starts short programs for us, since a process of our size is slow to be copied.
 *
 * @module
 */

import { unlessBroken } from "./broken_pipe.ts";
import { signalGroup } from "./capture.ts";

/** How a command ended, and what it printed. */
export interface AideAnswer {
  readonly code: number;
  readonly stdout: string;
}

/** Somebody who runs commands for us, one after the other. */
export interface Aide {
  /**
   * Runs a shell command; its standard input and error are `/dev/null`.
   *
   * @returns `null` when there is no answer: it took too long, or somebody killed the aide twice.
   */
  run(
    command: string,
    options: AideRunOptions,
  ): Promise<AideAnswer | null>;
  /** Sends the aide away. */
  close(): Promise<void>;
}

/** How a command is run. */
export interface AideRunOptions {
  /** The aide and the command are ended then. */
  readonly timeoutMs: number;
  /** Whether the aide itself runs it, which saves a process: it must not exit. Else a copy of the aide does. */
  readonly inPlace?: boolean;
}

/** How {@linkcode createAide} goes about. */
export interface AideOptions {
  /** The whole environment of the aide and of what it starts; asked for when its process starts. */
  readonly env: () => Readonly<Record<string, string>>;
  /** Shell functions that its commands may use. */
  readonly functions?: string;
  /** Most that is kept of an answer; 16 MiB unless told. */
  readonly maxBytes?: number;
}

/** Between TERM and KILL for a command that took too long. */
const graceMs = 500;
/** A newline, a uuid, a space, an exit code, a newline. */
const longestEnd = 48;

/** Each line is a word that ends the answer, `in` for a command that is run in place, and the command. */
const script = `
SAMOCODE_NEWLINE='
'
while read -r end place command; do
  if [ "$place" = in ]; then
    eval "$command"
  else
    (eval "$command")
  fi </dev/null
  printf '\\n%s %s\\n' "$end" "$?"
done
`;

/** Makes an aide; its process starts with the first command, and lives in a session of its own. */
export function createAide(options: AideOptions): Aide {
  let post: Post | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function ask(command: string, run: AideRunOptions) {
    for (let tries = 0; tries < 2; tries++) {
      const its = post ??= stand(options);
      const answer = await exchange(its, { ...run, command, options });
      if (answer === "late" || answer === "died") {
        post = null;
        await dismiss(its);
      }
      if (answer !== "died") return answer === "late" ? null : answer;
    }
    return null;
  }

  return {
    run(command, run) {
      const result = queue.then(() => ask(command, run));
      const settled = () => {};
      queue = result.then(settled, settled);
      return result;
    },
    async close() {
      await queue;
      if (post === null) return;
      const { child, writer, reader } = post;
      post = null;
      child.ref();
      await unlessBroken(() => writer.close());
      await child.status;
      await reader.cancel();
    },
  };
}

/** A word for a command line, whatever it holds. */
export function shellQuoted(word: string): string {
  return `'${
    word.replaceAll("'", "'\\''").replaceAll("\n", `'"$SAMOCODE_NEWLINE"'`)
  }'`;
}

/** The process of an aide. */
interface Post {
  readonly child: Deno.ChildProcess;
  readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
}

function stand({ env, functions = "" }: AideOptions): Post {
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", functions + script, "aide"],
    cwd: "/",
    env: { ...env() },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    detached: true,
  }).spawn();
  return {
    child,
    writer: child.stdin.getWriter(),
    reader: child.stdout.getReader(),
  };
}

async function exchange(
  { child, writer, reader }: Post,
  { command, timeoutMs, inPlace = false, options: { maxBytes = 16 << 20 } }:
    & AideRunOptions
    & { readonly command: string; readonly options: AideOptions },
): Promise<AideAnswer | "late" | "died"> {
  // Whatever the command prints, it cannot know this.
  const end = crypto.randomUUID();
  const decoder = new TextDecoder();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    signalGroup(child.pid, "SIGTERM");
  }, timeoutMs);
  const kill = setTimeout(
    () => signalGroup(child.pid, "SIGKILL"),
    timeoutMs + graceMs,
  );
  child.ref();
  try {
    const line = new TextEncoder().encode(
      `${end} ${inPlace ? "in" : "apart"} ${command}\n`,
    );
    await unlessBroken(() => writer.write(line));
    let stdout = "";
    let tail = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return late ? "late" : "died";
      const piece = decoder.decode(value, { stream: true });
      if (stdout.length < maxBytes) stdout += piece;
      tail = (tail + piece).slice(-longestEnd);
      const [, code] = tail.match(/\n\S{36} (\d+)\n$/) ?? [];
      if (code === undefined || !tail.includes(`\n${end} `)) continue;
      if (late) return "late";
      const at = stdout.lastIndexOf(`\n${end} `);
      return {
        code: Number(code),
        stdout: stdout.slice(0, at < 0 ? undefined : at),
      };
    }
  } finally {
    clearTimeout(timer);
    clearTimeout(kill);
    child.unref(); // Whoever forgets to close may end all the same.
  }
}

/** Ends an aide that does not answer, with everything in its group. */
async function dismiss({ child, writer, reader }: Post): Promise<void> {
  signalGroup(child.pid, "SIGKILL");
  child.ref();
  await unlessBroken(() => writer.abort());
  await child.status;
  await reader.cancel();
}
