/**
 * Makes the fake provider an executable program.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import type { Mood, Start } from "./provider/script.ts";

/** Every run asks for it: a shell answers faster than a whole program. */
const version = `case "$1 $FAKE_PROGRAM" in
  "--version codex") echo "codex-cli 0.169.0"; exit ;;
  "--version "*) echo "2.1.330 (Claude Code)"; exit ;;
esac
`;

/**
 * Writes `provider` into a folder and returns its path.
 *
 * The program finds its script at `script.json` in that folder (no script: it always walks), and leaves `starts.jsonl`
 * there. Script and record stay its own however little environment it is started with.
 *
 * @param env Set inside the program: `FAKE_SCRIPT`, `FAKE_COST_USD`, `FAKE_WORKFLOW`, `FAKE_SAMOCODE`, …
 */
export async function makeFakeProvider(
  dir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const all = { FAKE_SCRIPT: join(dir, "script.json"), ...env };
  const exports = Object.entries(all)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  const entry = fromFileUrl(new URL("provider.ts", import.meta.url));
  const flags = "run --quiet --no-config --no-lock --no-remote --no-npm -A";
  const path = join(dir, "provider");
  await Deno.writeTextFile(
    path,
    `#!/bin/sh
${exports.join("")}${version}export DENO_NO_UPDATE_CHECK=1
exec ${quoted(Deno.execPath())} ${flags} ${quoted(entry)} "$@"
`,
    { mode: 0o755 },
  );
  return path;
}

/** Writes the script of a fake provider: one mood per start, the last one for all further ones. */
export async function writeMoods(
  dir: string,
  moods: readonly (Mood | string)[],
): Promise<void> {
  await Deno.writeTextFile(join(dir, "script.json"), JSON.stringify(moods));
}

/** All starts of the fake provider so far. */
export async function readStarts(dir: string): Promise<readonly Start[]> {
  try {
    const text = await Deno.readTextFile(join(dir, "starts.jsonl"));
    return text.split("\n").filter((line) => line !== "")
      .map((line): Start => JSON.parse(line));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
