// Whom a run tells, and what.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";

const task = ["run", "s", "--task", "Do it"];
const TOKEN = "123456:very-secret";

interface Message {
  readonly path: string;
  readonly chat: string;
  readonly text: string;
}

/** Runs a test with a Telegram server of its own that answers with a status. */
async function withTelegram(
  test: (project: Project, messages: readonly Message[]) => Promise<void>,
  { status = 200, moods = ["walk"], env = {} }: {
    readonly status?: number;
    readonly moods?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<void> {
  const messages: Message[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const { chat_id, text } = await request.json();
      messages.push({
        path: new URL(request.url).pathname,
        chat: chat_id,
        text,
      });
      return Response.json(
        status === 200
          ? { ok: true, result: {} }
          : { ok: false, description: "Bad Request: chat not found" },
        { status },
      );
    },
  );
  try {
    await withProject((project) => test(project, messages), {
      moods,
      env: {
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_CHAT_ID: "42",
        SAMOCODE_TELEGRAM_API: `http://127.0.0.1:${server.addr.port}`,
        ...env,
      },
    });
  } finally {
    await server.shutdown();
  }
}

/** Nothing of a session may hold the token. */
function tells(project: Project): void {
  const session = project.session();
  for (const name of ["session.log", "_journal.jsonl", "_overview.md"]) {
    assert(!session.read(name).includes(TOKEN.slice(7)), name);
  }
}

Deno.test("run tells by Telegram when it waits, with the next command", async () => {
  await withTelegram(async (project, messages) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 4);
    const { name } = project.session();
    assertEquals(messages, [{
      path: `/bot${TOKEN}/sendMessage`,
      chat: "42",
      text:
        `${name} waits for you\n\nOne question\n\nsamocode answer ${name} --run`,
    }]);
    assertEquals(
      project.session().rowsOf("notified").map(({ about, sent, failed }) => [
        about,
        sent,
        failed,
      ]),
      [["waiting", ["telegram"], []]],
    );
    tells(project);
    // That it still waits is no news.
    assertEquals((await project.run(["run", "s"])).code, 4);
    assertEquals(messages.length, 1);
  });
});

Deno.test("run tells by Telegram when it is blocked, has failed, or is done", async () => {
  await withTelegram(async (project, messages) => {
    const blocked = await project.run(task);
    assertEquals(blocked.code, 5);
    const { name } = project.session();
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!.text, `${name} is blocked\n\n`);
    tells(project);
  }, { moods: ["noSignal"] });
  await withTelegram(async (project, messages) => {
    assertEquals((await project.run(task)).code, 1);
    assertStringIncludes(messages[0]!.text, " failed\n\n1 of 1 attempts");
  }, { moods: ["exit1"], env: { SAMOCODE_MAX_RETRIES: "1" } });
  await withTelegram(async (project, messages) => {
    const ran = await project.run(
      [...task, "--workflow", "quick", "--auto-approve"],
    );
    assertEquals(ran.code, 0);
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!.text, " is done\n\n");
  });
});

Deno.test("run goes on when Telegram refuses, and says so without the token", async () => {
  await withTelegram(async (project, messages) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 4);
    assertEquals(messages.length, 1);
    assertStringIncludes(
      ran.err,
      "Nobody could be told: telegram: HTTP 400: Bad Request: chat not found",
    );
    assert(!ran.err.includes(TOKEN.slice(7)));
    tells(project);
    project.session().sound();
  }, { status: 400 });
});

Deno.test("run tells a person whose session breaks under it", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 5);
    const { name } = project.session();
    assertEquals(ran.outLines, [
      "samocode: blocked next: samocode verify <date>-s",
    ]);
    const told = JSON.parse(
      await Deno.readTextFile(join(project.dir, "told.json")),
    );
    assertEquals(told, {
      about: "blocked",
      session: name,
      text: "Cannot write the journal: it was changed by somebody else",
      next: `samocode verify ${name}`,
    });
  }, {
    moods: [{
      mood: "steps",
      steps: [{ run: 'echo "{}" >>"$SESSION/_journal.jsonl"' }, {
        sleepMs: 60_000,
      }],
    }],
    env: { SAMOCODE_NOTIFY: 'cat >"$HOME/../told.json"' },
  });
});

Deno.test("run hands a notice to the person's command as JSON, and survives one that fails", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 4);
    const { name } = project.session();
    const told = JSON.parse(
      await Deno.readTextFile(join(project.dir, "told.json")),
    );
    assertEquals(told, {
      about: "waiting",
      session: name,
      text: "One question",
      next: `samocode answer ${name} --run`,
    });
    assertStringIncludes(ran.err, "Nobody could be told: command: exit code 3");
    project.session().sound();
  }, { env: { SAMOCODE_NOTIFY: 'cat >"$HOME/../told.json"; exit 3' } });
});
