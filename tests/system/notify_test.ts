import { assertEquals } from "@std/assert";
import type { Notice } from "../../lib/system/host.ts";
import { noticeText, sendNotice } from "../../lib/system/notify.ts";
import { runNotifyCommand } from "../../lib/system/notify_command.ts";
import { lives, numberIn } from "./survivors.ts";

const notice: Notice = {
  about: "waiting",
  session: "26-01-15-x",
  text: "Plan approval",
  next: "samocode approve x",
};

async function withFolder(act: (d: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  try {
    await act(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("runNotifyCommand() gives the notice as one JSON object", () =>
  withFolder(async (d) => {
    const env = { PATH: "/usr/bin:/bin", d };
    assertEquals(await runNotifyCommand("cat >$d/got", { notice, env }), null);
    assertEquals(JSON.parse(Deno.readTextFileSync(`${d}/got`)), notice);
  }));

Deno.test("runNotifyCommand() tells what went wrong and never throws", () =>
  withFolder(async (d) => {
    const env = { PATH: "/usr/bin:/bin", d };
    const long = { ...notice, text: "x".repeat(1 << 20) };
    const run = (command: string, timeoutMs = 10_000) =>
      runNotifyCommand(command, { notice: long, env, timeoutMs });
    assertEquals(await run("exit 3"), "exit code 3");
    assertEquals(await run("no-such-program"), "exit code 127");
    assertEquals(await run("kill -9 $$"), "exit code none");
    assertEquals(await run("exec <&-; exit 0"), null);
    const stuck = "sleep 60 & echo $! >$d/child; wait";
    assertEquals(await run(stuck, 200), "no end within 0.2 s");
    assertEquals(lives(await numberIn(`${d}/child`)), false);
  }));

Deno.test("sendNotice() tells who got it, by channel, and why the others did not", async () => {
  const env = { PATH: "/usr/bin:/bin" };
  const telegram = {
    token: "1:SECRET",
    chatId: "1",
    api: "http://127.0.0.1:1",
  };
  assertEquals(
    await sendNotice(notice, { telegram, command: "cat", env }),
    { sent: ["command"], failed: ["telegram: not reached"] },
  );
  assertEquals(
    await sendNotice(notice, { telegram: null, command: null, env }),
    { sent: [], failed: [] },
  );
});

Deno.test("noticeText() has the session, the text and the next command", () => {
  assertEquals(
    noticeText(notice),
    "26-01-15-x waits for you\n\nPlan approval\n\nsamocode approve x",
  );
  assertEquals(
    noticeText({ ...notice, about: "done", text: "", next: null }),
    "26-01-15-x is done",
  );
});
