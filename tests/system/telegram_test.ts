import { assert, assertEquals } from "@std/assert";
import { cutText, sendTelegram } from "../../lib/system/telegram.ts";

const token = "123:SECRET";

interface Seen {
  readonly path: string;
  readonly body: unknown;
}

/** Runs a server that gives these answers, one after the other; `null`: none at all. */
async function withServer(
  answers: readonly (Response | null)[],
  act: (
    send: (text: string, timeoutMs?: number) => Promise<string | null>,
    seen: readonly Seen[],
  ) => Promise<void>,
): Promise<void> {
  const seen: Seen[] = [];
  const over = new AbortController();
  const silent = new Promise<Response>((resolve) =>
    over.signal.addEventListener("abort", () => resolve(new Response()))
  );
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      seen.push({ path: pathname, body: await request.json() });
      return answers[seen.length - 1] ?? await silent;
    },
  );
  const bot = {
    token,
    chatId: "42",
    api: `http://127.0.0.1:${server.addr.port}`,
  };
  try {
    await act(
      (text, timeoutMs = 5000) => sendTelegram(text, { bot, timeoutMs }),
      seen,
    );
  } finally {
    over.abort();
    await server.shutdown();
  }
}

Deno.test("sendTelegram() sends plain text to the chat", () =>
  withServer([Response.json({ ok: true })], async (send, seen) => {
    assertEquals(await send("`_*text"), null);
    const body = { chat_id: "42", text: "`_*text" };
    assertEquals(seen, [{ path: `/bot${token}/sendMessage`, body }]);
  }));

Deno.test("sendTelegram() tries once more when the server cannot, and no more", async () => {
  const ok = () => Response.json({});
  const status = (status: number) => new Response(null, { status });
  const said = (description: string) =>
    Response.json({ ok: false, description }, { status: 400 });
  const table: readonly (readonly [readonly Response[], string | null])[] = [
    [[status(500), ok()], null],
    [[status(429), ok()], null],
    [[status(502), status(503), ok()], "HTTP 503"],
    [[status(400)], "HTTP 400"],
    [[status(302)], "HTTP 302"],
    [[said(`chat not found, ${token}`)], "HTTP 400: chat not found, …"],
    [[said('a "quoted" one')], "HTTP 400"],
  ];
  for (const [answers, problem] of table) {
    await withServer(answers, async (send, seen) => {
      assertEquals(await send("x"), problem);
      assertEquals(seen.length, Math.min(answers.length, 2));
    });
  }
});

Deno.test("sendTelegram() gives up on a server that does not answer", () =>
  withServer([null, null], async (send, seen) => {
    assertEquals(await send("x", 50), "no answer within 0.05 s");
    assertEquals(seen.length, 2);
  }));

Deno.test("sendTelegram() never tells the token", async () => {
  const bot = { token, chatId: "42", api: "http://127.0.0.1:1" };
  assertEquals(await sendTelegram("x", { bot }), "not reached");
  const odd = { ...bot, api: "no address" };
  assertEquals(await sendTelegram("x", { bot: odd }), "not reached");
});

Deno.test("sendTelegram() cuts what is too long for one message", () =>
  withServer([Response.json({})], async (send, seen) => {
    await send("x".repeat(5000));
    const { text } = seen[0]!.body as { readonly text: string };
    assertEquals(text, `${"x".repeat(4095)}…`);
  }));

Deno.test("cutText() cuts no character in two", () => {
  assertEquals(cutText("abc", 3), "abc");
  assertEquals(cutText("a😀b", 3), "a…");
  assertEquals(cutText("ab😀", 3), "ab…");
  const cut = cutText("😀".repeat(3000), 4096);
  assert(cut.length <= 4096 && cut.isWellFormed());
});
