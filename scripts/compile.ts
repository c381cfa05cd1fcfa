/**
 * Makes one executable of the program: `deno task compile [--target TRIPLE] [--output FILE] [--no-check]`.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { dirname, fromFileUrl, join, resolve } from "@std/path";
import { bundle } from "./bundle.ts";

/** The folder of `main.ts`. */
export const root: string = fromFileUrl(new URL("..", import.meta.url));

/** What the program is granted, and what for; all else is refused. */
const PERMISSIONS: readonly { readonly flag: string; readonly why: string }[] =
  [
    { flag: "--no-prompt", why: "an unattended run has nobody to answer" },
    { flag: "--allow-read", why: "projects and sessions can be anywhere" },
    {
      flag: "--allow-write",
      why: "the same; the engine's worker gets the session and the worktree",
    },
    {
      flag: "--allow-run",
      why: "git, sh, the provider and the project's checks are found on PATH",
    },
    { flag: "--allow-env", why: "programs that are started inherit it whole" },
    {
      // A wildcard would let a changed program send anything anywhere.
      flag: "--allow-net=api.telegram.org:443,127.0.0.1,[::1],localhost",
      why: "notices by Telegram, or by a Bot API server on this machine",
    },
    {
      flag: "--allow-sys=uid,hostname",
      why: "some providers refuse root; the lease names the machine",
    },
  ];

/** What is embedded besides the modules that `main.ts` imports. */
const INCLUDED: readonly string[] = [
  "skills",
  "commands",
  "workflow.md",
  "workflow.quick.md",
  // Started by its address, which the compiler does not follow.
  "lib/engine/worker.ts",
];

const ENTRY = "main.ts";

/** What to compile for, and where to. */
export interface CompileOptions {
  /** Absolute path of the executable. */
  readonly output: string;
  /** Left out: this machine. */
  readonly target?: string | undefined;
  /** Whether types are checked first; they are unless told. */
  readonly check?: boolean;
}

/** Arguments of `deno`. The code cache would be a file with a predictable name in a folder that all users share. */
export function compileArguments(options: CompileOptions): readonly string[] {
  const { output, target, check = true } = options;
  return [
    "compile",
    "--quiet",
    "--frozen",
    "--no-code-cache",
    ...(check ? [] : ["--no-check"]),
    ...PERMISSIONS.map(({ flag }) => flag),
    ...INCLUDED.flatMap((path) => ["--include", path]),
    ...(target === undefined ? [] : ["--target", target]),
    "--output",
    output,
    ENTRY,
  ];
}

/** Compiles with the Deno that runs this. @returns Whether it went well; what went wrong is on standard error. */
export async function compile(options: CompileOptions): Promise<boolean> {
  await Deno.mkdir(dirname(options.output), { recursive: true });
  if (options.check !== false && !await deno(["check", ENTRY], root)) {
    return false;
  }
  const folder = await Deno.makeTempDir({ prefix: "samocode-compile-" });
  try {
    const assets = INCLUDED.filter((path) => !path.endsWith(".ts"));
    const bundled = await bundle({ root, assets, folder });
    if (!bundled) console.error("Not bundled: the program will start slower");
    return await deno(compileArguments(options), bundled ? folder : root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function deno(args: readonly string[], cwd: string): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    stdin: "null",
  }).spawn().status;
  return success;
}

async function main(args: readonly string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["target", "output"],
    boolean: ["check"],
    negatable: ["check"],
    default: { check: true },
    unknown: (arg) => {
      throw new Error(`Cannot compile: there is no argument "${arg}"`);
    },
  });
  const output = resolve(flags.output ?? join(root, "dist/samocode"));
  const { target, check } = flags;
  if (!await compile({ output, target, check })) return 1;
  const { size } = await Deno.stat(output);
  console.error(`${output}: ${(size / 1e6).toFixed(1)} MB`);
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
