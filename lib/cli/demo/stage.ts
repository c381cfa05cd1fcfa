/**
 * What the demo agent has at hand while it plays a phase, and what it leaves behind.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import type { DemoLine } from "../../provider/demo.ts";
import { readOverview } from "../../session/overview.ts";
import {
  lstatOrNull,
  makeFolder,
  readTextOrNull,
  writeAtomic,
} from "../../system/files.ts";
import type { Terminal } from "../../system/terminal.ts";
import type { Signal } from "../../workflow/signal.ts";
import type { Tokens } from "../../workflow/spending.ts";
import type { DemoContext } from "./context.ts";

/** The means of a phase; everything it does is told as it happens. */
export interface Stage {
  readonly context: DemoContext;
  /** The task as the notebook has it; empty without one. */
  readonly task: string;
  /** The active plan: the last that the notebook lists. */
  readonly plan: string | null;
  /** The environment of programs. */
  readonly env: Readonly<Record<string, string>>;
  say(text: string): void;
  tool(name: string, target: string): void;
  /** Text of a file in the session folder; `null` when there is none. */
  artifact(name: string): string | null;
  /** Writes a file into the session folder. */
  writeArtifact(name: string, text: string): void;
  /** A name for a new file of the session: `<time>-<slug>.md`, numbered when that is taken. */
  freeName(slug: string): string;
  /** Text of a file in the working folder; `null` when there is none. */
  code(name: string): string | null;
  /** Writes a file into the working folder. */
  writeCode(name: string, text: string): void;
  /** Tool calls so far, and tokens as a rule of thumb: four characters each. */
  usage(): { readonly turns: number; readonly tokens: Tokens };
}

/** What a phase leaves for the notebook and the host. */
export interface Outcome {
  readonly lastAction: string;
  readonly next: string;
  /** Text of the flow-log line, without tag and file. */
  readonly flow: string;
  /** File that the flow-log line points to. */
  readonly file: string | null;
  /** Entries of `## Files` and `## Plans`. */
  readonly files?: readonly string[];
  readonly plans?: readonly string[];
  readonly signal: Signal;
}

/** The outcome of a phase that cannot go on. */
export function stuck(reason: string, needs: string): Outcome {
  return {
    lastAction: `Blocked: ${reason}`,
    next: "A person decides",
    flow: `Blocked: ${reason}`,
    file: null,
    signal: { status: "blocked", reason, needs },
  };
}

/** Sets the stage for one iteration. */
export function openStage(
  context: DemoContext,
  { terminal, overview }: {
    readonly terminal: Terminal;
    /** Text of the notebook. */
    readonly overview: string;
  },
): Stage {
  const notebook = readOverview(overview);
  let turns = 0;
  let written = 0;
  const tell = (line: DemoLine) => terminal.out(JSON.stringify(line));
  const tool = (name: string, target: string) => {
    turns++;
    tell({ demo: "tool", name, target });
  };
  const write = (folder: string, name: string, text: string) => {
    tool("Write", name);
    const path = join(folder, name);
    makeFolder(dirname(path));
    // A program of the project is told by its first line.
    writeAtomic(path, text, text.startsWith("#!") ? 0o755 : 0o644);
    written += text.length;
  };
  return {
    context,
    task: notebook.task ?? "",
    plan: notebook.plans.at(-1)?.file ?? null,
    env: terminal.env,
    say: (text) => tell({ demo: "text", text }),
    tool,
    artifact: (name) => readTextOrNull(join(context.sessionDir, name)),
    writeArtifact: (name, text) => write(context.sessionDir, name, text),
    freeName(slug) {
      const name = (n: number) =>
        `${context.fileStamp}-${slug}${n === 1 ? "" : `-${n}`}.md`;
      let n = 1;
      while (lstatOrNull(join(context.sessionDir, name(n))) !== null) n++;
      return name(n);
    },
    code: (name) => readTextOrNull(join(context.workingDir, name)),
    writeCode: (name, text) => write(context.workingDir, name, text),
    usage: () => ({
      turns,
      tokens: {
        input: Math.ceil(context.promptLength / 4),
        output: Math.ceil(written / 4),
        cacheRead: 0,
        cacheWrite: 0,
      },
    }),
  };
}
