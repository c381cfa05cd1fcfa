/**
 * A server on the loopback that stands in for a model's interface: asks a scripted model, and records all requests.
 *
 * @module
 */

import type { Model, ModelRequest, Reply } from "./model.ts";

/** The running server. Closing it cuts what still hangs. */
export interface StandIn extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** All requests to the model so far. */
  readonly requests: readonly ModelRequest[];
  /** Method and path of every other request so far. */
  readonly others: readonly string[];
  /** Lets another model answer from now on. */
  use(model: Model): void;
}

/** What is special about one interface. */
export interface Interface {
  /** Path of the requests to the model. */
  readonly path: string;
  /** Understands a request; `null`: one that is not for the scripted model. */
  read(body: unknown): Omit<ModelRequest, "nth" | "atMs" | "headers"> | null;
  /** The whole answer. */
  answer(reply: AnswerReply, context: AnswerContext): Answer;
}

/** What every answer needs to know. */
export interface AnswerContext {
  readonly body: unknown;
  /** Unlike any other in this process. */
  readonly id: string;
}

/** A reply that gives an answer. */
export type AnswerReply = Exclude<Reply, { kind: "hang" }>;

/** An answer; `stream` is how its body goes on after what is there. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly then: "end" | "stall" | "cut";
}

/** Starts the server at a free port. */
export function startStandIn(face: Interface, model: Model): StandIn {
  const closing = new AbortController();
  const closed = new Promise<void>((resolve) =>
    closing.signal.addEventListener("abort", () => resolve())
  );
  const requests: ModelRequest[] = [];
  const others: string[] = [];
  let present = model;

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const text = await request.text();
    const body = text === "" ? null : JSON.parse(text);
    const read = request.method === "POST" && pathname === face.path
      ? face.read(body)
      : null;
    if (read === null && pathname !== face.path) {
      others.push(`${request.method} ${pathname}`);
      return new Response("{}", { status: 404 });
    }
    const id = crypto.randomUUID().replaceAll("-", "");
    const context = { body, id };
    if (read === null) {
      return respond(face.answer({ kind: "say", text: "Side" }, context));
    }
    const known: ModelRequest = {
      ...read,
      nth: requests.length + 1,
      atMs: Date.now(),
      headers: Object.fromEntries(request.headers),
    };
    requests.push(known);
    const reply = await present(known);
    if (reply.kind !== "hang") return respond(face.answer(reply, context));
    await closed;
    return new Response(null, { status: 503 });
  }

  function respond({ status, headers, body, then }: Answer): Response {
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        if (then === "stall") await closed;
        if (then === "end") controller.close();
      },
      async pull(controller) {
        if (then === "end") return;
        // What is there shall arrive before the cut.
        await new Promise((resolve) => setTimeout(resolve, 100));
        controller.error(new Error("cut"));
      },
    });
    return new Response(stream, { status, headers });
  }

  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    onError: (error) => new Response(String(error), { status: 500 }),
  }, handle);
  const { port } = server.addr;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    others,
    use(next) {
      present = next;
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.shutdown();
    },
  };
}

/** One event of a stream of server-sent events. */
export function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;
}

/** Objects of a list of unknown content. */
export function objects(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, or the texts of the parts of a message. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return objects(content).map(({ text }) =>
    typeof text === "string" ? text : ""
  )
    .filter((text) => text !== "").join("\n");
}
