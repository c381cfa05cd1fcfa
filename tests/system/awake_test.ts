import { assertEquals } from "@std/assert";
import { keepAwake } from "../../lib/system/awake.ts";
import { ownPid } from "../../lib/system/self.ts";
import { lives, numberIn, until } from "./survivors.ts";

const script = `echo "$@" >>"$0.args"
echo $$ >"$0.pid"
`;

/** Runs a test with a program of a name on a `PATH` that has no other. */
async function withProgram(
  name: string,
  body: string,
  test: (
    place: {
      readonly env: Record<string, string>;
      readonly pid: () => Promise<number>;
      readonly args: () => readonly string[];
    },
  ) => Promise<void>,
): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  const path = `${folder}/${name}`;
  Deno.writeTextFileSync(path, `#!/bin/sh\n${script}${body}`, { mode: 0o755 });
  try {
    await test({
      env: { PATH: folder },
      pid: () => numberIn(`${path}.pid`),
      args: () => Deno.readTextFileSync(`${path}.args`).trimEnd().split("\n"),
    });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Runs the rest of its words like the real one, which ends with them. */
const inhibits = `while case $1 in --*) ;; *) false ;; esac; do shift; done
"$@"
`;

Deno.test("keepAwake() holds a lock of systemd until it is closed", async () => {
  await withProgram("systemd-inhibit", inhibits, async ({ env, pid, args }) => {
    const awake = keepAwake({ env, pid: ownPid(), os: "linux" });
    const its = await pid();
    assertEquals(lives(its), true);
    await awake.close();
    assertEquals(lives(its), false);
    assertEquals(args(), [
      "--what=idle:sleep --who=samocode --why=a run is working --mode=block cat",
    ]);
  });
});

Deno.test("keepAwake() asks for less where it must not hold back sleep, and then lives without", async () => {
  await withProgram("systemd-inhibit", "exit 1\n", async (place) => {
    const awake = keepAwake({ env: place.env, pid: ownPid(), os: "linux" });
    await place.pid();
    await until(() => place.args().length === 2);
    await awake.close();
    assertEquals(place.args().map((line) => line.split(" ")[0]), [
      "--what=idle:sleep",
      "--what=idle",
    ]);
  });
});

Deno.test("keepAwake() has caffeinate watch us on macOS", async () => {
  const stays = "exec sleep 60\n";
  await withProgram("caffeinate", stays, async ({ env, pid, args }) => {
    const awake = keepAwake({
      env: { PATH: `${env["PATH"]}` },
      pid: 42,
      os: "darwin",
    });
    const its = await pid();
    await awake.close();
    assertEquals(lives(its), false);
    assertEquals(args(), ["-i -w 42"]);
  });
});

Deno.test("keepAwake() kills a program that does not want to end", async () => {
  const deaf = "trap '' TERM\nwhile :; do sleep 1; done\n";
  await withProgram("systemd-inhibit", deaf, async ({ env, pid }) => {
    const awake = keepAwake({
      env,
      pid: ownPid(),
      os: "linux",
      graceMs: 50,
    });
    const its = await pid();
    await awake.close();
    assertEquals(lives(its), false);
  });
});

Deno.test("keepAwake() does nothing where there is no such program", async () => {
  await keepAwake({ env: { PATH: "/nowhere" }, pid: 1, os: "linux" }).close();
  await keepAwake({ env: { PATH: "/usr/bin" }, pid: 1, os: "windows" }).close();
});

Deno.test("keepAwake() leaves nothing behind when the run is killed", async () => {
  await withProgram("systemd-inhibit", inhibits, async ({ env, pid }) => {
    const config = new URL("../../deno.json", import.meta.url).pathname;
    const module = new URL("../../lib/system/awake.ts", import.meta.url);
    const code = `import { keepAwake } from ${JSON.stringify(module.href)};
      keepAwake({ env: ${JSON.stringify(env)}, pid: Deno.pid, os: "linux" });
      setTimeout(() => {}, 60_000);`;
    const run = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", "--config", config, code],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const its = await pid();
    run.kill("SIGKILL");
    await run.status;
    await until(() => !lives(its));
  });
});
