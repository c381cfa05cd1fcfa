import { assertStringIncludes } from "@std/assert";
import { failing } from "./failing.ts";
import { error } from "./model.ts";
import { real } from "./real.ts";

const claude = await real("claude");

// The program asks again four times by itself: that many we allow it.

failing(
  claude,
  "claude with a key that is refused blocks: a person must log in",
  {
    model: () => error(401),
    outcome: "login",
    code: 5,
    requests: 5,
  },
  (_, err) => assertStringIncludes(err, "log in"),
);

failing(claude, "claude with a login that ran out blocks at once", {
  model: () => error(401),
  subscription: true,
  outcome: "login",
  code: 5,
});

failing(
  claude,
  "claude gives up after too many requests, though it waited as it was told",
  {
    model: () => error(429, { "retry-after": "1" }),
    outcome: "overloaded",
    code: 1,
    requests: 5,
  },
);

failing(
  claude,
  "claude gives up after too many requests, and nobody told how long to wait",
  {
    model: () => error(429),
    outcome: "overloaded",
    code: 1,
    requests: 5,
  },
);

failing(claude, "claude gives up at an overloaded service", {
  model: () => error(529),
  outcome: "overloaded",
  code: 1,
  requests: 5,
}, (_, err) => assertStringIncludes(err, "529"));

failing(claude, "claude blocks at a model that does not exist", {
  model: () => error(404),
  outcome: "unknownModel",
  code: 5,
});
