import { assertEquals, assertNotEquals } from "@std/assert";
import { type Aide, createAide, shellQuoted } from "../../lib/system/aide.ts";
import { survivors } from "./survivors.ts";

const timeoutMs = 10_000;

Deno.test("aide.run() tells the exit code and every byte that was printed, one command after the other", () =>
  withAide(async (aide, mark) => {
    const commands = [
      "echo a; exit 3",
      "printf 'b\\n\\nc'",
      ":",
      "exec echo d",
    ];
    const answers = await Promise.all(
      commands.map((command) => aide.run(command, { timeoutMs })),
    );
    assertEquals(answers, [
      { code: 3, stdout: "a\n" },
      { code: 0, stdout: "b\n\nc" },
      { code: 0, stdout: "" },
      { code: 0, stdout: "d\n" },
    ]);
    assertEquals(survivors(mark).length, 1);
  }));

Deno.test("aide.run() gives a command nothing on standard input, and the functions and the environment of the aide", () =>
  withAide(async (aide) => {
    const answer = await aide.run("cat; greet you; env", { timeoutMs });
    const [greeting, ...variables] = answer!.stdout.trimEnd().split("\n");
    assertEquals(greeting, "hello you");
    assertEquals(
      variables.map((line) => line.split("=")[0])
        .filter((name) => !["PWD", "OLDPWD", "_", "SHLVL"].includes(name!)),
      ["PATH", "SAMOCODE_RUN"],
    );
  }));

Deno.test("aide.run() leaves what one command changed from the next", () =>
  withAide(async (aide) => {
    await aide.run("cd /tmp; X=1; exit 9", { timeoutMs });
    const answer = await aide.run('pwd; echo "[$X]"', { timeoutMs });
    assertEquals(answer, { code: 0, stdout: "/\n[]\n" });
  }));

Deno.test("aide.run() ends a command that takes too long, deaf or not, and goes on", () =>
  withAide(async (aide) => {
    for (const command of ["sleep 60", 'trap "" TERM; sleep 60; sleep 60']) {
      assertEquals(await aide.run(command, { timeoutMs: 100 }), null);
    }
    const answer = await aide.run("echo again", { timeoutMs });
    assertEquals(answer?.stdout, "again\n");
  }));

Deno.test("aide.run() asks another aide when somebody killed the first, but not for ever", () =>
  withAide(async (aide) => {
    const first = await aide.run("echo $PPID; echo $$", { timeoutMs });
    Deno.kill(Number(first!.stdout.split("\n")[1]), "SIGKILL");
    const second = await aide.run("echo $PPID; echo $$", { timeoutMs });
    assertEquals(
      second!.stdout.split("\n")[0],
      first!.stdout.split("\n")[0],
    );
    assertNotEquals(second!.stdout, first!.stdout);
    assertEquals(await aide.run("kill -KILL $$", { timeoutMs }), null);
  }));

Deno.test("aide.run() keeps no more of an answer than it was told", () =>
  withAide(async (aide) => {
    const answer = await aide.run("head -c 2000000 /dev/zero; exit 4", {
      timeoutMs,
    });
    assertEquals(answer?.code, 4);
    assertEquals(answer!.stdout.length < 1_200_000, true);
  }, 1_000_000));

Deno.test("shellQuoted() gives a command every word as it is", () =>
  withAide(async (aide) => {
    const words = ["a b", "it's", "$HOME", "`x`", "a\nb\n", "\\", "", "é"];
    const command = words.map(shellQuoted).join(" ");
    const answer = await aide.run(`printf '[%s]' ${command}`, { timeoutMs });
    assertEquals(answer?.stdout, words.map((word) => `[${word}]`).join(""));
  }));

Deno.test("aide.close() leaves no process", async () => {
  const mark = crypto.randomUUID();
  const aide = createAide({ env: () => ({ SAMOCODE_RUN: mark }) });
  await aide.close();
  await aide.run(":", { timeoutMs });
  await aide.close();
  assertEquals(survivors(mark), []);
});

async function withAide(
  work: (aide: Aide, mark: string) => Promise<void>,
  maxBytes = 16 << 20,
): Promise<void> {
  // Other tests of this process have children too.
  const mark = crypto.randomUUID();
  const aide = createAide({
    env: () => ({ PATH: "/usr/bin:/bin", SAMOCODE_RUN: mark }),
    functions: 'greet() { echo "hello $1"; }',
    maxBytes,
  });
  try {
    await work(aide, mark);
  } finally {
    await aide.close();
  }
}
