/**
 * Makes few large modules of many small ones: a compiled program that has them starts sooner.
 *
 * @module
 */

import { dirname, join } from "@std/path";

/** What is bundled, and what the program reads beside its modules. */
export interface BundleOptions {
  /** The folder of `main.ts`. */
  readonly root: string;
  /** Files and folders below it that are taken as they are. */
  readonly assets: readonly string[];
  /** Where the bundle goes; an empty folder. */
  readonly folder: string;
}

/** Modules that are started by their names. */
const ENTRIES = ["main.ts", "lib/engine/worker.ts"];

/**
 * Two folders below the new root, as deep as the modules of `lib`: they find other files by where they are themselves.
 */
const DEPTH = "lib/bundle";

/**
 * Bundles the program into a folder that can take the place of `root`: entries and assets have the same names in it.
 *
 * Modules that are loaded on demand stay apart.
 *
 * @returns Whether it went well; what went wrong is on standard error.
 */
export async function bundle(
  { root, assets, folder }: BundleOptions,
): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--frozen",
      "--code-splitting",
      "--outdir",
      join(folder, DEPTH),
      ...ENTRIES,
    ],
    cwd: root,
    stdin: "null",
  }).spawn().status;
  if (!success) return false;
  for (const entry of ENTRIES) {
    const path = join(folder, entry);
    const up = "../".repeat(entry.split("/").length - 1) || "./";
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(
      path,
      `import "${up}${DEPTH}/${entry.replace(/\.ts$/, ".js")}";\n`,
    );
  }
  for (const asset of assets) {
    await copy(join(root, asset), join(folder, asset));
  }
  // What the program needs of its own settings; all imports are inside.
  const settings = { unstable: ["worker-options"], lock: false };
  await Deno.writeTextFile(
    join(folder, "deno.json"),
    JSON.stringify(settings),
  );
  return true;
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) {
    await copy(join(from, name), join(to, name));
  }
}
