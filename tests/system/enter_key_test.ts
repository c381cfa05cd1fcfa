import { assertEquals } from "@std/assert";
import { onTerminal } from "./on_terminal.ts";
import { lives, until } from "./survivors.ts";

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

/** Pids of its shells: they lead nobody, and have the script as an argument. */
function shells(): readonly number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name))
    .filter((pid) => pid > 0 && lives(pid) && words(pid).includes("</dev/tty"));
}

function words(pid: number): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`);
  } catch (error) {
    if (error instanceof Error) return "";
    throw error;
  }
}

Deno.test("listenForEnter() hears every Enter on the terminal until it is closed", async () => {
  await withListener("$LISTEN", async (on) => {
    await on.prints(/listening/);
    await on.type("\n");
    await on.prints(/heard 1/);
    await on.type("something\n");
    assertEquals(await on.ended, 7);
    assertEquals(shells(), []);
  });
});

Deno.test("listenForEnter() neither stops a run in the background nor takes what is typed there", async () => {
  const command = `/bin/bash -c 'set -m; $LISTEN & read -r line; ` +
    `echo "the shell got $line"; jobs; kill -9 %1'`;
  await withListener(command, async (on) => {
    await on.prints(/listening/);
    await on.type("words\n");
    assertEquals(await on.ended, 0);
    assertEquals(/the shell got words/.test(on.text()), true);
    assertEquals(/Stopped|heard/.test(on.text()), false);
    await until(() => shells().length === 0);
  });
});

Deno.test("listenForEnter() leaves nothing behind when the run is killed", async () => {
  await withListener("$LISTEN", async (on) => {
    await on.prints(/listening \d+/);
    const pid = Number(/listening (\d+)/.exec(on.text())?.[1]);
    await until(() => shells().length === 2);
    Deno.kill(pid, "SIGKILL");
    await on.ended;
    await until(() => shells().length === 0);
  });
});
