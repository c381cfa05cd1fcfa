/**
 * What the adapter of Codex takes for granted.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { writeFile } from "../files.ts";
import { error, once, say } from "../model.ts";
import type { Assumption } from "./assumption.ts";
import { common, describe, endsWith, eventsOf } from "./common.ts";

const resetsAtS = Math.floor(Date.now() / 1000) + 3600;

const starts: readonly Assumption[] = [
  {
    text: "a conversation is told as soon as it begins",
    async trial(bench) {
      const ended = await bench.run(() => say());
      assert(ended.stdout.startsWith('{"type":"thread.started"'));
      assert((eventsOf(ended, "started")[0]?.conversation ?? "").length > 30);
    },
  },
  {
    text: "a model with a tool of its own for the shell works, too",
    async trial(bench) {
      const ended = await bench.run(once("echo hi"), {
        request: { model: "gpt-5.5" },
      });
      assertEquals(ended.outcome.kind, "success", describe(ended));
      assertEquals(eventsOf(ended, "tool")[0]?.name, "Shell");
    },
  },
  {
    text: "tools have full rights, a commit among them",
    async trial(bench) {
      const ended = await bench.run(once(
        "git init -q . && git -c user.name=A -c user.email=a@example.com commit -q --allow-empty -m One",
      ));
      assertEquals(eventsOf(ended, "toolResult")[0]?.isError, false);
    },
  },
  {
    text: "the person's hooks and the program they want told are left alone",
    async trial(bench) {
      const { home } = bench;
      const mark = join(home, "hooked");
      const hooks = [{
        hooks: [{ type: "command", command: `touch ${mark}` }],
      }];
      await writeFile(
        join(home, ".codex/hooks.json"),
        JSON.stringify({ hooks: { SessionStart: hooks, Stop: hooks } }),
      );
      const trust = ["--dangerously-bypass-hook-trust"];
      const notify = ["-c", `notify=["touch","${mark}"]`];
      const marked = () =>
        [...Deno.readDirSync(home)].some(({ name }) => name === "hooked");
      await bench.run(() => say(), { request: { extraArgs: trust } });
      assert(!marked(), "a hook ran");
      await bench.run(() => say(), {
        request: { inherit: "all", extraArgs: [...trust, ...notify] },
      });
      assert(marked(), "no hook runs at all: the trial says nothing");
    },
  },
  {
    text: "a conversation is resumed without anything of the person's, too",
    async trial(bench) {
      const first = await bench.run(() => say());
      const [started] = eventsOf(first, "started");
      const ended = await bench.run(() => say(), {
        request: {
          inherit: "none",
          resumes: started?.conversation ?? "",
          extraArgs: [
            ...["-c", 'model_provider="scripted"'],
            ...[
              "-c",
              `model_providers.scripted={name="scripted",base_url="${bench.api.url}/v1",wire_api="responses",env_key="SCRIPTED_KEY"}`,
            ],
          ],
        },
      });
      assertEquals(ended.outcome.kind, "success", describe(ended));
    },
  },
];

const ends: readonly Assumption[] = [
  endsWith("login", { text: "401", reply: error(401) }),
  endsWith("login", { text: "403", reply: error(403) }),
  endsWith("login", {
    text: "no key at all",
    reply: say(),
    options: { env: { SCRIPTED_KEY: "" } },
  }),
  endsWith("unknownModel", {
    text: "a model that does not exist",
    reply: { kind: "cannot", why: "model" },
  }),
  endsWith("billing", {
    text: "an account without credit",
    reply: { kind: "cannot", why: "billing" },
  }),
  endsWith("contextFull", {
    text: "a conversation that is too long",
    reply: { kind: "cannot", why: "context" },
  }),
  endsWith("overloaded", {
    text: "429, and a word on each try",
    reply: error(429, { "retry-after": "1" }),
    look: (ended) => assert(eventsOf(ended, "retrying").length > 0),
  }),
  endsWith("overloaded", { text: "503", reply: error(503) }),
  endsWith("network", { text: "every answer is cut", reply: { kind: "cut" } }),
  endsWith("network", {
    text: "nobody listens, and the program does not wait for ever",
    reply: say(),
    options: { dead: true },
  }),
  endsWith("limit", {
    text: "a full window, with the minute of its reset in words",
    reply: { kind: "limit", resetsAtS },
    look({ outcome }, { api }) {
      assertEquals(api.requests.length, 1);
      assert(outcome.kind === "limit");
      const minute = Math.floor(resetsAtS / 60) * 60_000;
      assertEquals(outcome.resetsAtMs, minute);
    },
  }),
  endsWith("limit", {
    text: "a full window whose reset nobody tells",
    reply: { kind: "limit", resetsAtS: null },
    look({ outcome }) {
      assert(outcome.kind === "limit");
      assertEquals(outcome.resetsAtMs, undefined);
    },
  }),
];

/** The assumptions. */
export const codexContract: readonly Assumption[] = [
  ...common,
  ...starts,
  ...ends,
];
