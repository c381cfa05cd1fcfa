/**
 * Shows a long text in the person's pager.
 *
 * @module
 */

import { unlessBroken } from "./broken_pipe.ts";
import { childEnvironment } from "./child_env.ts";

/** Leaves a text that fits on the screen alone, keeps what was shown, and knows colours. */
const DEFAULT_PAGER = "less -FRX";

/**
 * Runs `$PAGER` (`less -FRX` unless set) with a text; returns when the person has left it.
 *
 * @returns Whether there was a pager; without one nothing was shown.
 */
export async function page(
  text: string,
  { env, cwd }: {
    readonly env: Readonly<Record<string, string>>;
    readonly cwd: string;
  },
): Promise<boolean> {
  // Ctrl-C is the pager's own while it runs.
  const ignore = () => {};
  Deno.addSignalListener("SIGINT", ignore);
  try {
    const child = new Deno.Command("/bin/sh", {
      args: ["-c", env["PAGER"]?.trim() || DEFAULT_PAGER],
      cwd,
      env: childEnvironment(env),
      clearEnv: true,
      stdin: "piped",
    }).spawn();
    await unlessBroken(async () => {
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(text));
      await writer.close();
    });
    const { code } = await child.status;
    // What a shell answers when there is no such program, or it may not be run.
    return code !== 127 && code !== 126;
  } finally {
    Deno.removeSignalListener("SIGINT", ignore);
  }
}
