import { assertEquals } from "@std/assert";
import { onTerminal } from "./on_terminal.ts";
import { children, lives, until } from "./survivors.ts";

const module = new URL("../../lib/system/enter_key.ts", import.meta.url).href;
const clock = new URL("../../lib/system/clock.ts", import.meta.url).href;

/** Listens, tells each Enter, and ends at the second. */
const listener = `import { listenForEnter } from "${module}";
import { systemClock } from "${clock}";
let times = 0;
const key = listenForEnter(() => {
  console.log("heard " + ++times);
  if (times === 2) key.close().then(() => Deno.exit(7));
}, { clock: systemClock });
console.log("listening " + Deno.pid);
setTimeout(() => {}, 60_000);
`;

/** Runs a test with the listener on a terminal, by a command line in which it is \`$LISTEN\`. */
async function withListener(
  command: string,
  test: (on: ReturnType<typeof onTerminal>) => Promise<void>,
): Promise<void> {
  const file = Deno.makeTempFileSync({ suffix: ".ts" });
  Deno.writeTextFileSync(file, listener);
  const on = onTerminal(command, {
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: Deno.env.get("HOME") ?? "",
      NO_COLOR: "1",
      LISTEN: `${Deno.execPath()} run --no-config --quiet -A ${file}`,
    },
  });
  try {
    await test(on);
  } finally {
    Deno.removeSync(file);
  }
}

/** Pids of the two shells that listen for a run. */
async function shellsOf(run: number): Promise<readonly number[]> {
  const all = () => children(run).flatMap((pid) => [pid, ...children(pid)]);
  await until(() => all().length === 2);
  return all();
}

function pidIn(on: ReturnType<typeof onTerminal>): number {
  return Number(/listening (\d+)/.exec(on.text())?.[1]);
}

Deno.test("listenForEnter() hears every Enter on the terminal until it is closed", async () => {
  await withListener("$LISTEN", async (on) => {
    await on.prints(/listening \d+\s/);
    const shells = await shellsOf(pidIn(on));
    await on.type("\n");
    await on.prints(/heard 1/);
    await on.type("something\n");
    assertEquals(await on.ended, 7);
    assertEquals(shells.filter(lives), []);
  });
});

Deno.test("listenForEnter() neither stops a run in the background nor takes what is typed there", async () => {
  const command = `/bin/bash -c 'set -m; $LISTEN & read -r line; ` +
    `echo "the shell got $line"; jobs; kill -9 %1'`;
  await withListener(command, async (on) => {
    await on.prints(/listening \d+\s/);
    await on.type("words\n");
    assertEquals(await on.ended, 0);
    assertEquals(/the shell got words/.test(on.text()), true);
    assertEquals(/Stopped|heard/.test(on.text()), false);
  });
});

Deno.test("listenForEnter() leaves nothing behind when the run is killed", async () => {
  await withListener("$LISTEN", async (on) => {
    await on.prints(/listening \d+\s/);
    const shells = await shellsOf(pidIn(on));
    Deno.kill(pidIn(on), "SIGKILL");
    await on.ended;
    await until(() => !shells.some(lives));
  });
});
