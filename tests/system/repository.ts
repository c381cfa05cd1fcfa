/**
 * Real repositories in a temporary folder, for one test.
 *
 * @module
 */

/** A folder with git in it. */
export interface Place {
  readonly folder: string;
  /** Runs git in a folder below; the person is `x`. Fails the test when git fails. */
  git(below: string, ...args: readonly string[]): string;
  write(path: string, text: string): void;
}

/** Plays in a fresh folder and removes it. */
export async function place(
  act: (place: Place) => Promise<void>,
): Promise<void> {
  const folder = Deno.realPathSync(
    Deno.makeTempDirSync({ prefix: "samocode-test-" }),
  );
  try {
    await act({
      folder,
      git(below, ...args) {
        const { success, stdout, stderr } = new Deno.Command("git", {
          args: [...args],
          cwd: `${folder}/${below}`,
          env: {
            GIT_CONFIG_GLOBAL: "/dev/null",
            GIT_AUTHOR_NAME: "x",
            GIT_AUTHOR_EMAIL: "x@x",
            GIT_COMMITTER_NAME: "x",
            GIT_COMMITTER_EMAIL: "x@x",
          },
        }).outputSync();
        const decoder = new TextDecoder();
        if (!success) throw new Error(decoder.decode(stderr));
        return decoder.decode(stdout).trim();
      },
      write: (path, text) => Deno.writeTextFileSync(`${folder}/${path}`, text),
    });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** A repository `below` with a file `a` in one commit. */
export function repository(
  { git, write, folder }: Place,
  { below, branch = "main" }: {
    readonly below: string;
    readonly branch?: string;
  },
): string {
  Deno.mkdirSync(`${folder}/${below}`);
  git(below, "init", "-q", "-b", branch);
  write(`${below}/a`, "a\n");
  git(below, "add", "a");
  git(below, "commit", "-qm", "first");
  return `${folder}/${below}`;
}
