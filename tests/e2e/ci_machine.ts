/**
 * What machines of a CI have around them: programs, a repository to clone, and the sessions they leave.
 *
 * @module
 */

import { assert } from "@std/assert";
import { join } from "@std/path";
import { shellWord } from "../../lib/workflow/shell_word.ts";
import { makeFakeProvider } from "../fakes/make_provider.ts";
import { cacheFolder, programWords } from "./program.ts";
import { SessionView } from "./session_view.ts";

/** Programs that a runner has, or that its install step gets: npm and curl bring what is here already. */
export async function makePrograms(dir: string): Promise<string> {
  const folder = join(dir, "programs");
  await Deno.mkdir(folder);
  const provider = await makeFakeProvider(folder);
  const install = (name: string, words: readonly string[]) =>
    `mkdir -p "$HOME/.local/bin"
cat >"$HOME/.local/bin/${name}" <<'PROGRAM'
#!/bin/sh
exec ${words.map(shellWord).join(" ")} "$@"
PROGRAM
chmod +x "$HOME/.local/bin/${name}"`;
  const samocode = [
    "env",
    `DENO_DIR=${await cacheFolder()}`,
    ...programWords(),
  ];
  const program = (name: string, text: string) =>
    Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${text}\n`, {
      mode: 0o755,
    });
  await program(
    "npm",
    `[ "$1" = test ] && exit\n${install("claude", [provider])}`,
  );
  await program(
    "curl",
    `cat <<'SCRIPT'\n${install("samocode", samocode)}\nSCRIPT`,
  );
  return folder;
}

/** A repository of which a shallow clone takes only a part. */
export async function makeOrigin(dir: string): Promise<string> {
  const script = `git init -q --bare -b main origin.git
git init -q -b main first && cd first
git config user.name Ada && git config user.email ada@localhost
echo 1 >a && git add . && git commit -qm One
echo 2 >a && git commit -qam Two
git push -q ../origin.git main`;
  const { success } = await new Deno.Command("sh", {
    args: ["-ec", script],
    cwd: dir,
  }).output();
  assert(success);
  return join(dir, "origin.git");
}

/** The session that a job worked on; `folder` holds its folder of sessions. */
export function sessionOf(folder: string): SessionView {
  const sessions = join(folder, "sessions");
  const [entry] = [...Deno.readDirSync(sessions)];
  return new SessionView(join(sessions, entry!.name));
}
