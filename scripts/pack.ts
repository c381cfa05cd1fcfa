/**
 * The files of a release: a tarball per target, and their checksums.
 *
 * @module
 */

import { basename, join } from "@std/path";

/** Where the program runs. */
export const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
] as const;

/** A system and a machine, in the words of `deno compile`. */
export type Target = typeof TARGETS[number];

/** Name of the file that lists the checksums, as `sha256sum` writes and checks it. */
export const SUMS = "SHA256SUMS";

/**
 * File name of a release for one target; `install.sh` knows it too.
 *
 * @example
 * ```ts
 * import { tarballName } from "./pack.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const name = tarballName("1.2.0", "aarch64-apple-darwin");
 * assertEquals(name, "samocode-1.2.0-aarch64-apple-darwin.tar.gz");
 * ```
 */
export function tarballName(version: string, target: Target): string {
  return `samocode-${version}-${target}.tar.gz`;
}

/** Packs files, side by side, under their own names. @throws {Error} when `tar` fails. */
export async function pack(
  tarball: string,
  files: readonly string[],
): Promise<void> {
  const stage = await Deno.makeTempDir();
  try {
    for (const file of files) {
      await Deno.copyFile(file, join(stage, basename(file)));
    }
    const { success, stderr } = await new Deno.Command("tar", {
      args: ["-czf", tarball, "-C", stage, ...files.map((f) => basename(f))],
      // macOS would pack its extended attributes as files of their own.
      env: { COPYFILE_DISABLE: "1" },
      stdin: "null",
    }).output();
    if (success) return;
    const words = new TextDecoder().decode(stderr).trim();
    throw new Error(`Cannot write "${tarball}": ${words}`);
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

/** Writes the checksums of files that are in `folder`. */
export async function writeSums(
  folder: string,
  names: readonly string[],
): Promise<void> {
  let text = "";
  for (const name of names) {
    text += `${await sha256(join(folder, name))}  ${name}\n`;
  }
  await Deno.writeTextFile(join(folder, SUMS), text);
}

async function sha256(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
