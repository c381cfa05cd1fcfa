import { assertEquals, assertRejects } from "@std/assert";
import {
  capture,
  signalGroup,
  signalProcess,
} from "../../lib/system/capture.ts";
import { lives, numberIn, until } from "./survivors.ts";

const env = { PATH: "/usr/bin:/bin", A: "b" };

function sh(script: string, options = {}) {
  return capture("/bin/sh", ["-c", script], {
    env,
    timeoutMs: 10_000,
    ...options,
  });
}

Deno.test("capture() takes output, words and exit code, and gives exactly the environment", async () => {
  assertEquals(
    await sh('echo "$A$HOME"; pwd; echo e >&2; exit 3', { cwd: "/" }),
    {
      code: 3,
      stdout: "b\n/\n",
      stderr: "e\n",
      timedOut: false,
      stopped: false,
    },
  );
});

Deno.test("capture() feeds standard input, whether it is read or not", async () => {
  const stdin = "ä".repeat(1 << 19);
  assertEquals((await sh("cat", { stdin })).stdout, stdin);
  assertEquals((await sh("exec <&-; exit 2", { stdin })).code, 2);
});

Deno.test("capture() kills the whole group at the limit", async () => {
  const { code, stdout, timedOut } = await sh(
    "echo begun; sleep 60 & sleep 60",
    {
      timeoutMs: 150,
    },
  );
  assertEquals([code, stdout, timedOut], [null, "begun\n", true]);
});

Deno.test("capture() gives a program the time to tidy up, and ends it when it is stopped", async () => {
  const ready = Deno.makeTempFileSync({ prefix: "samocode-test-" });
  const stop = new AbortController();
  const tidy = sh(
    `trap 'echo tidy; exit 0' TERM; echo $$ >${ready}; sleep 60 & wait`,
    { stop: stop.signal },
  );
  await numberIn(ready);
  stop.abort();
  const { code, stdout, timedOut, stopped } = await tidy;
  Deno.removeSync(ready);
  assertEquals([code, stdout, timedOut, stopped], [
    null,
    "tidy\n",
    false,
    true,
  ]);
  const gone = await sh("sleep 60", { stop: AbortSignal.abort() });
  assertEquals([gone.code, gone.stopped], [null, true]);
});

Deno.test("capture() does not wait for a child that holds the pipe", async () => {
  const { code, stdout } = await sh("sleep 60 & echo $!");
  assertEquals(code, 0);
  const child = Number(stdout);
  assertEquals(signalProcess(child, "SIGKILL"), "sent");
  await until(() => !lives(child));
});

Deno.test("capture() keeps no more than it is told", async () => {
  const { stdout, code } = await sh("yes | head -c 1000000", {
    maxBytes: 1000,
  });
  assertEquals([stdout.length, code], [1000, 0]);
});

Deno.test("capture() has no exit code for what ended by a signal, and no result without a program", async () => {
  assertEquals((await sh("kill -9 $$")).code, null);
  await assertRejects(
    () => capture("/nowhere/program", [], { env, timeoutMs: 1000 }),
    Deno.errors.NotFound,
  );
});

Deno.test("signalGroup() and signalProcess() hit nobody by a number that is none", () => {
  for (const number of [0, 1, -1, -5, NaN, 1.5]) {
    assertEquals(signalGroup(number, "SIGKILL"), "gone");
    assertEquals(signalProcess(number, "SIGKILL"), "gone");
  }
  assertEquals(signalGroup(2 ** 30, "SIGCONT"), "gone");
});
