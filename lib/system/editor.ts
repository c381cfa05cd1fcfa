/**
 * The person's own editor, for texts that are too long for a command line.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { readFile, writeNew } from "./files.ts";
import { removeAny } from "./place.ts";
import { temporaryFolder } from "./temporary.ts";

const MAX_BYTES = 1 << 20;

/**
 * Opens an editor on the present terminal and returns what was saved.
 *
 * @param command The editor as `$EDITOR` has it: a program with arguments.
 * @throws {UserError} when it cannot be started, or says that it failed.
 */
export async function editText(
  command: string,
  { text, env, cwd }: {
    /** What the editor begins with. */
    readonly text: string;
    /** Its whole environment. */
    readonly env: Readonly<Record<string, string>>;
    readonly cwd: string;
  },
): Promise<string> {
  const folder = temporaryFolder("samocode-edit-");
  try {
    const path = join(folder, "text.md");
    writeNew(path, text);
    const { success, code } = await new Deno.Command("/bin/sh", {
      args: ["-c", `${command} "$1"`, "editor", path],
      env,
      clearEnv: true,
      cwd,
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn().status;
    const cannot = `Cannot take a text from the editor "${command}":`;
    if (!success) throw new UserError(`${cannot} it ended with ${code}`);
    const reading = readFile(path, MAX_BYTES);
    if (reading.kind === "text") return reading.text;
    const why = reading.kind === "missing"
      ? "the file is gone"
      : reading.reason;
    throw new UserError(`${cannot} ${why}`);
  } finally {
    removeAny(folder);
  }
}
