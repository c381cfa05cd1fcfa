/**
 * Standard output, standard error, standard input, arguments of the surroundings.
 *
 * @module
 */

/** What subcommands see of the person's terminal. */
export interface Terminal {
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  /** Whether standard error is a terminal. */
  readonly errIsTerminal: boolean;
  /** Whether a person can be asked: standard input and error are terminals. */
  readonly canAsk: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly cwd: string;
  /** The environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Data: a line to standard output. */
  out(line: string): void;
  /** Everything else: a line to standard error. */
  err(line: string): void;
  /** Text to standard error as it is, without a newline. */
  errRaw(text: string): void;
  /** One line from the person after a question; `null` at end of input. */
  ask(question: string): Promise<string | null>;
  /** All of standard input as text. */
  readAll(): Promise<string>;
}

/** Thrown when nobody can read our output any more (`samocode … | head`, a closed terminal); ends the program in silence. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

const USUAL_COLUMNS = 80;

interface Writer {
  writeSync(bytes: Uint8Array): number;
}

/** The terminal of this process. */
export function systemTerminal(): Terminal {
  const env = Deno.env.toObject();
  const isTerminal = Deno.stdout.isTerminal();
  const errIsTerminal = Deno.stderr.isTerminal();
  const encoder = new TextEncoder();
  const put = (stream: Writer, text: string) => {
    const bytes = encoder.encode(text);
    try {
      for (let at = 0; at < bytes.length;) {
        at += stream.writeSync(bytes.subarray(at));
      }
    } catch (error) {
      throw isGone(error) ? new OutputClosed() : error;
    }
  };
  const err = (text: string) => put(Deno.stderr, text);
  return {
    isTerminal,
    errIsTerminal,
    canAsk: Deno.stdin.isTerminal() && errIsTerminal,
    color: isTerminal && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    get columns() {
      return isTerminal || errIsTerminal ? consoleColumns() : USUAL_COLUMNS;
    },
    cwd: Deno.cwd(),
    env,
    out: (line) => put(Deno.stdout, `${line}\n`),
    err: (line) => err(`${line}\n`),
    errRaw: err,
    async ask(question) {
      err(question);
      return await readLine();
    },
    async readAll() {
      return await new Response(Deno.stdin.readable).text();
    },
  };
}

/** A closed terminal has no class of its own, only the system's word. */
function isGone(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe ||
    error instanceof Error && "code" in error && error.code === "EIO";
}

function consoleColumns(): number {
  try {
    // A terminal that nobody has given a size tells 0.
    return Deno.consoleSize().columns || USUAL_COLUMNS;
  } catch (error) {
    // That no terminal is there any more has neither a class nor a code.
    if (error instanceof Error) return USUAL_COLUMNS;
    throw error;
  }
}

async function readLine(): Promise<string | null> {
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  for (;;) {
    const n = await Deno.stdin.read(one);
    if (n === null) {
      return bytes.length
        ? new TextDecoder().decode(new Uint8Array(bytes))
        : null;
    }
    if (one[0] === 10) return new TextDecoder().decode(new Uint8Array(bytes));
    bytes.push(one[0]!);
  }
}
