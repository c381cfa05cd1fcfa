import { assertEquals } from "@std/assert";

/** Sends signals to a listener, each one when it has printed so many lines. */
async function hear(
  signals: readonly (readonly [number, Deno.Signal])[],
  args: readonly string[] = [],
) {
  const listener = new URL("../fakes/interrupted_run.ts", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", listener.pathname, ...args],
    stdout: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const left = [...signals];
  let text = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const next = left[0];
    if (next !== undefined && text.split("\n").length > next[0]) {
      left.shift();
      child.kill(next[1]);
    }
  }
  const { code, signal } = await child.status;
  return { lines: text.trim().split("\n").slice(1), code, signal };
}

Deno.test("listenForInterrupts() tells the first one and aborts, and forces at a second Ctrl-C", async () => {
  assertEquals(await hear([[1, "SIGINT"], [3, "SIGINT"]]), {
    lines: ["stop, current interrupt", "told interrupt", "force"],
    code: 0,
    signal: null,
  });
});

Deno.test("listenForInterrupts() tells TERM and HUP apart; a Ctrl-C after them forces", async () => {
  for (
    const [signal, by] of [["SIGTERM", "terminated"], [
      "SIGHUP",
      "hungUp",
    ]] as const
  ) {
    const { lines } = await hear([[1, signal], [3, "SIGINT"]]);
    assertEquals(lines, [`stop, current ${by}`, `told ${by}`, "force"]);
  }
});

Deno.test("interrupts.close() gives signals their usual meaning back", async () => {
  const { signal } = await hear([[1, "SIGINT"], [3, "SIGTERM"]], ["close"]);
  assertEquals(signal, "SIGTERM");
});
