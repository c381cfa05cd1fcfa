/**
 * How Claude Code ends, as its adapter takes it.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { error, run, say } from "../model.ts";
import type { Assumption } from "./assumption.ts";
import { endsWith, eventsOf } from "./common.ts";

/** No patience is needed to see how an end looks like. */
const hasty = { CLAUDE_CODE_MAX_RETRIES: "1" };

const resetsAtS = Math.floor(Date.now() / 1000) + 3600;

/** The assumptions. */
export const claudeEnds: readonly Assumption[] = [
  endsWith("login", {
    text: "401",
    reply: error(401),
    options: { env: hasty },
  }),
  endsWith("login", { text: "403", reply: error(403) }),
  endsWith("login", {
    text: "401 for a subscription",
    reply: error(401),
    options: { subscription: true },
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
    text: "429 without the headers of a subscription",
    reply: error(429, { "retry-after": "1" }),
    options: { env: hasty },
  }),
  endsWith("overloaded", {
    text: "529, after as many tries as we allow and a word on each",
    reply: error(529),
    look(ended, { api }) {
      assertEquals(api.requests.length, 5);
      assertEquals(
        eventsOf(ended, "retrying").map(({ attempt, reason }) =>
          `${attempt} ${reason}`
        ),
        [1, 2, 3, 4].map((attempt) => `${attempt} overloaded (529)`),
      );
    },
  }),
  endsWith("network", {
    text: "nobody listens",
    reply: say(),
    options: { dead: true, env: hasty },
  }),
  endsWith("network", {
    text: "every answer is cut",
    reply: { kind: "cut" },
    options: { env: hasty },
  }),
  endsWith("refused", { text: "the model refuses", reply: { kind: "refuse" } }),
  endsWith("turnLimit", {
    text: "more turns than we allow",
    reply: run("echo again"),
    options: { request: { maxTurns: 2 } },
    look: (_, { api }) => assertEquals(api.requests.length, 2),
  }),
  endsWith("budgetLimit", {
    text: "more money than we allow",
    reply: run("echo again"),
    options: { request: { maxUsd: 0.01, maxTurns: 100 } },
  }),
  endsWith("limit", {
    text: "a full window of a subscription, with its reset and at once",
    reply: { kind: "limit", resetsAtS },
    options: { subscription: true },
    look({ outcome }, { api }) {
      assertEquals(api.requests.length, 1);
      assert(outcome.kind === "limit");
      assertEquals(outcome.resetsAtMs, resetsAtS * 1000);
      assertEquals(outcome.window, "five_hour");
    },
  }),
  endsWith("limit", {
    text: "a full window whose reset nobody tells",
    reply: { kind: "limit", resetsAtS: null },
    options: { subscription: true },
    look({ outcome }) {
      assert(outcome.kind === "limit");
      assertEquals(outcome.resetsAtMs, undefined);
    },
  }),
];
