/**
 * A well-behaved agent as a scripted model: it works through the provider's own shell.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import { type Model, type ModelRequest, once, type Reply } from "./model.ts";

/** What a shell does of the work of a phase; see `act.ts`. */
export type Act = "work" | "signal" | "wrongToken";

const script = fromFileUrl(new URL("act.ts", import.meta.url));

/** A model that does the work of each prompt and writes the signal; prompts are kept in `dir`. */
export function agent(
  dir: string,
  acts: readonly Act[] = ["work", "signal"],
): Model {
  return once((request) => actCommand(request, { dir, acts }));
}

/** A model whose first tool call is another one. */
export function afterwards(first: Reply, then: Model): Model {
  let begun = false;
  return (request) => {
    if (begun) return then({ ...request, outputs: request.outputs.slice(1) });
    begun = true;
    return first;
  };
}

/** The shell command that does it. */
function actCommand(
  { prompts }: ModelRequest,
  { dir, acts }: { readonly dir: string; readonly acts: readonly Act[] },
): string {
  Deno.mkdirSync(dir, { recursive: true });
  const prompt = join(dir, `${crypto.randomUUID()}.md`);
  Deno.writeTextFileSync(prompt, prompts.join("\n\n"));
  const words = [
    Deno.execPath(),
    ...["run", "--quiet", "--no-config", "--no-lock", "--no-remote", "-A"],
    script,
    prompt,
    acts.join(","),
  ];
  const env = `FAKE_SCRIPT=${quoted(join(dir, "script.json"))}`;
  return `${env} ${words.map(quoted).join(" ")}`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
