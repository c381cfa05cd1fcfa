import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
} from "@std/assert";
import { BusyError, UsageError, UserError } from "../../lib/errors.ts";
import type {
  Exit,
  Host,
  Interrupt,
  StartSpec,
} from "../../lib/system/host.ts";
import { connectHost, type HostClient } from "../../lib/system/host_client.ts";
import type { HostPort } from "../../lib/system/host_messages.ts";
import { serveHost } from "../../lib/system/host_server.ts";
import { until } from "./survivors.ts";

const spec: StartSpec = {
  provider: "demo",
  args: ["a"],
  env: { A: "b" },
  dropEnv: ["C*"],
  cwd: "/w",
  mark: "mark-mark",
  stdin: null,
  stdout: "/s/out",
  stderr: "/s/err",
  polite: "SIGINT",
};

/** A host that notes what it is asked, and what a test can make of it. */
function notingHost() {
  const asked: unknown[] = [];
  const stop = new AbortController();
  let by: Interrupt | null = null;
  let exit: (exit: Exit) => void = () => {};
  const exited = new Promise<Exit>((resolve) => exit = resolve);
  const note = <T>(method: string, answer: T) => (...args: unknown[]) => {
    asked.push([method, ...args]);
    return answer;
  };
  const facts = {
    head: "h",
    tree: null,
    branch: "b",
    dirty: true,
    changed: ["a"],
  };
  const check = {
    exitCode: 1,
    timedOut: false,
    durationMs: 2,
    logHash: "",
    tail: "t",
  };
  const host: Host = {
    start: note("start", Promise.resolve({ pid: 7, startTime: "t", exited })),
    end: note("end", Promise.resolve({ gone: true, swept: 2 })),
    facts: note("facts", Promise.resolve(facts)),
    keepWork: note("keepWork", Promise.resolve({ ref: "r" })),
    check: note("check", Promise.resolve(check)),
    changes: note("changes", Promise.resolve({ problem: "p" })),
    diff: note("diff", Promise.resolve({ text: "d" })),
    checkOld: note("checkOld", Promise.resolve({ results: [] })),
    notify: note("notify", Promise.resolve({ sent: ["a"], failed: [] })),
    tell: note("tell", undefined),
    live: note("live", undefined),
    interrupted: () => by,
    stop: stop.signal,
    freeBytes: note("freeBytes", Promise.resolve(5)),
  };
  const interrupt = (what: Interrupt) => {
    by = what;
    stop.abort();
  };
  return { host, asked, facts, check, interrupt, exit: (e: Exit) => exit(e) };
}

async function connected(
  host: Host,
  act: (client: HostClient, ports: MessageChannel) => Promise<void>,
): Promise<void> {
  const ports = new MessageChannel();
  const end = serveHost(host, ports.port1);
  const client = connectHost(ports.port2);
  try {
    await act(client, ports);
  } finally {
    end();
    client.close();
    ports.port1.close();
    ports.port2.close();
  }
}

Deno.test("connectHost() carries every question and its answer", async () => {
  const { host, asked, facts, check } = notingHost();
  const notice = {
    about: "done",
    session: "s",
    text: "t",
    next: null,
  } as const;
  const earlier = { pid: 3, startTime: "x" };
  const old = {
    base: "b",
    head: "h",
    paths: ["x"],
    checks: [],
    setupLog: "/s/setup",
  };
  const told = { event: "e", level: "info", text: "t" } as const;
  await connected(host, async (client) => {
    client.tell(told);
    client.live(null);
    const { pid, startTime } = await client.start(spec);
    assertEquals([pid, startTime], [7, "t"]);
    assertEquals(await client.end("m"), { gone: true, swept: 2 });
    await client.end("m", earlier);
    assertEquals(await client.facts(), facts);
    assertEquals(await client.keepWork("n"), { ref: "r" });
    assertEquals(await client.check("c", "/s/log"), check);
    assertEquals(await client.changes("b"), { problem: "p" });
    assertEquals(await client.diff("b", ["x"]), { text: "d" });
    assertEquals(await client.checkOld(old), { results: [] });
    assertEquals(await client.notify(notice), { sent: ["a"], failed: [] });
    assertEquals(await client.freeBytes(), 5);
  });
  assertEquals(asked, [
    ["tell", told],
    ["live", null],
    ["start", spec],
    ["end", "m"],
    ["end", "m", earlier],
    ["facts"],
    ["keepWork", "n"],
    ["check", "c", "/s/log"],
    ["changes", "b"],
    ["diff", "b", ["x"]],
    ["checkOld", old],
    ["notify", notice],
    ["freeBytes"],
  ]);
});

Deno.test("connectHost() tells the end of a program, whether it comes late or is there already", async () => {
  const { host, exit } = notingHost();
  await connected(host, async (client) => {
    const first = await client.start(spec);
    exit({ code: null, signal: "SIGKILL" });
    assertEquals(await first.exited, { code: null, signal: "SIGKILL" });
    const second = await client.start(spec);
    assertEquals(await second.exited, { code: null, signal: "SIGKILL" });
  });
});

Deno.test("connectHost() throws errors as they were thrown", async () => {
  const options = { hint: "do z", details: ["a", "b"] };
  const errors = [
    new UserError("Cannot x: y", { ...options, exitCode: 5 }),
    new UsageError("Cannot u: v", options),
    new BusyError("Cannot b: c"),
  ];
  for (const error of errors) {
    const host = { ...notingHost().host, facts: () => Promise.reject(error) };
    await connected(host, async (client) => {
      const got = await assertRejects(() => client.facts(), UserError);
      assertEquals(got.constructor, error.constructor);
      const { message, hint, details, exitCode } = error;
      assertEquals([got.message, got.hint, got.details, got.exitCode], [
        message,
        hint,
        details,
        exitCode,
      ]);
    });
  }
});

Deno.test("connectHost() keeps the stack trace of a bug", async () => {
  const bug = new TypeError("a bug");
  const host = { ...notingHost().host, start: () => Promise.reject(bug) };
  await connected(host, async (client) => {
    const got = await assertRejects(() => client.start(spec), Error, "a bug");
    assert(!(got instanceof UserError));
    assertEquals([got.name, got.stack], ["TypeError", bug.stack]);
  });
});

Deno.test("connectHost() hears of interrupts, also of one before it was there", async () => {
  for (const early of [true, false]) {
    const { host, interrupt } = notingHost();
    if (early) interrupt("terminated");
    await connected(host, async (client) => {
      await client.facts();
      assertEquals(client.interrupted(), early ? "terminated" : null);
      if (!early) interrupt("terminated");
      await until(() => client.stop.aborted);
      assertEquals(client.interrupted(), "terminated");
    });
  }
});

Deno.test("connectHost() and serveHost() leave messages of others alone", async () => {
  const { host, asked } = notingHost();
  await connected(host, async (client, { port1, port2 }) => {
    for (const message of [null, 1, "call", { engine: "start" }, { host: 1 }]) {
      port1.postMessage(message);
      port2.postMessage(message);
    }
    assertEquals(await client.freeBytes(), 5);
  });
  assertEquals(asked, [["freeBytes"]]);
});

Deno.test("HostPort is what workers and message ports are", () => {
  const { port1, port2 } = new MessageChannel();
  const ports: readonly HostPort[] = [port1, port2];
  const asPort = (worker: Worker): HostPort => worker;
  assertInstanceOf(asPort, Function);
  assertEquals(ports.length, 2);
  for (const port of [port1, port2]) port.close();
});
