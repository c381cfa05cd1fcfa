/**
 * A program `gh` that answers as the real one does, from files, and remembers how it was called.
 *
 * @module
 */

import { join } from "@std/path";

/** How a {@linkcode FakeGh} answers; it is logged in and knows the repository unless told. */
export interface GhManner {
  /** What `repo view` does: its answer, or how it fails. */
  readonly repo?: string | GhFailure;
  /** What `pr create` fails with. */
  readonly create?: GhFailure;
  /** What `pr edit` fails with. */
  readonly edit?: GhFailure;
  /** Answer of `pr list`. */
  readonly list?: string;
}

/** How a call fails. */
export interface GhFailure {
  readonly code: number;
  readonly err: string;
}

/** A fake `gh` in a folder. */
export interface FakeGh {
  /** Folder that stands on PATH. */
  readonly bin: string;
  /** Arguments of all calls, in order. */
  calls(): readonly (readonly string[])[];
  /** Standard input of the newest `pr create` or `pr edit`; `null`: there was none. */
  body(): string | null;
  /** Answers otherwise from now on. */
  manner(manner: GhManner): void;
}

/** Address of the pull request that it opens. */
export const ADDRESS = "https://github.com/o/r/pull/7";
/** Not logged in: what the real program says, and its code. */
export const NO_LOGIN: GhFailure = {
  code: 4,
  err:
    "To get started with GitHub CLI, please run:  gh auth login\nAlternatively, populate the GH_TOKEN environment variable with a GitHub API authentication token.",
};
/** None of the remotes is on GitHub. */
export const ELSEWHERE: GhFailure = {
  code: 1,
  err:
    "none of the git remotes configured for this repository point to a known GitHub host. To tell gh about a new GitHub host, please use `gh auth login`",
};

/** An answer of `repo view`. */
export function repository(name: string, main = "main"): string {
  return JSON.stringify({
    nameWithOwner: name,
    url: `https://github.com/${name}`,
    defaultBranchRef: { name: main },
  });
}

/** An answer of `pr list`. */
export function listed(
  ...requests: readonly (readonly [string, string, string])[]
): string {
  return JSON.stringify(
    requests.map(([url, state, login]) => ({
      url,
      state,
      headRepositoryOwner: { login },
    })),
  );
}

/**
 * Puts the program into `folder`. A branch that is not in the bare repository cannot have a pull request, and one pull request is opened once, as
 * with the real one.
 */
export async function makeGh(folder: string, bare: string): Promise<FakeGh> {
  const bin = join(folder, "gh-bin");
  const at = (name: string) => join(folder, `gh-${name}`);
  await Deno.mkdir(bin);
  const script = `#!/bin/sh
at='${folder}/gh'
for word in "$@"; do printf '%s\\0' "$word"; done >>"$at-calls"
printf '\\n\\0' >>"$at-calls"
if [ -n "\${GH_REPO-}\${SAMOCODE_NOTIFY-}" ] || [ "\${GH_PROMPT_DISABLED-}" != 1 ]; then
  echo 'wrong surroundings' >&2; exit 1
fi
answer() {
  [ ! -f "$at-$1.err" ] || { cat "$at-$1.err" >&2; exit "$(cat "$at-$1.code")"; }
  [ ! -f "$at-$1" ] || cat "$at-$1"
}
case "$1 $2" in
"repo view") answer repo ;;
"pr list") answer list ;;
"pr create")
  cat >"$at-body"
  answer create
  while [ "$1" != --head ]; do shift; done
  git --git-dir='${bare}' rev-parse -q --verify "refs/heads/\${2#*:}" >/dev/null || {
    echo 'pull request create failed: GraphQL: Head ref must be a branch (createPullRequest)' >&2; exit 1
  }
  printf '[{"url":"%s","state":"OPEN","headRepositoryOwner":{"login":"o"}}]' '${ADDRESS}' >"$at-list"
  echo '${ADDRESS}' ;;
"pr edit") cat >"$at-body"; answer edit; echo '${ADDRESS}' ;;
*) echo "unknown command \\"$*\\" for \\"gh\\"" >&2; exit 1 ;;
esac
`;
  await Deno.writeTextFile(join(bin, "gh"), script, { mode: 0o755 });
  const put = (name: string, value: string | GhFailure | undefined) => {
    for (const end of ["", ".err", ".code"]) {
      try {
        Deno.removeSync(at(name) + end);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
    if (value === undefined) return;
    if (typeof value === "string") {
      return Deno.writeTextFileSync(at(name), value);
    }
    Deno.writeTextFileSync(`${at(name)}.err`, `${value.err}\n`);
    Deno.writeTextFileSync(`${at(name)}.code`, String(value.code));
  };
  const read = (name: string) => {
    try {
      return Deno.readTextFileSync(at(name));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  };
  const gh: FakeGh = {
    bin,
    calls: () =>
      (read("calls") ?? "").split("\0\n\0").slice(0, -1)
        .map((call) => call.split("\0")),
    body: () => read("body"),
    manner(manner) {
      put("repo", manner.repo ?? repository("o/r"));
      put("list", manner.list ?? "[]");
      put("create", manner.create);
      put("edit", manner.edit);
    },
  };
  gh.manner({});
  return gh;
}
