import { assertEquals } from "@std/assert";
import type { EngineInput } from "../../lib/engine/input.ts";
import { type Route, routeOf } from "../../lib/engine/routing.ts";
import { full } from "../workflow/fixture.ts";
import { provider } from "./stage.ts";

const profiles = {
  light: { model: "small", effort: null },
  standard: { model: "middle", effort: "high" },
  strong: { model: "big", effort: "high" },
  max: { model: "big", effort: "xhigh" },
  own: { model: null, effort: null },
};
const claude = { ...provider("claude"), profiles };
const codex = {
  ...provider("codex"),
  profiles: { standard: { model: "other", effort: null } },
};

interface Asked {
  readonly input?: Partial<EngineInput>;
  readonly workflow?: string;
  readonly plan?: string | null;
  readonly escalated?: string;
  readonly exhausted?: readonly string[];
}

function route(asked: Asked): Route {
  const { input = {}, plan = null, escalated } = asked;
  const phase = {
    ...full.phases["implementation"]!,
    profile: asked.workflow ?? "",
  };
  return routeOf({
    providers: [claude, codex],
    workflowOverrides: {},
    defaultProfile: "light",
    ...input,
  }, {
    phase,
    planProfile: plan,
    escalated: escalated === undefined
      ? null
      : { phase: phase.name, profile: escalated },
    exhausted: new Map(asked.exhausted?.map((name) => [name, 2_000])),
    nowMs: 1_000,
  });
}

function chosen(asked: Asked): readonly (string | null)[] {
  const { profile, source, model, effort } = route(asked);
  return [profile, source, model, effort];
}

const overridden = { workflowOverrides: { implementation: "strong" } };

Deno.test("routeOf() takes the profile of the plan's phase before the override, the workflow's and the default", () => {
  const all = { input: overridden, workflow: "standard", plan: "max" };
  assertEquals(chosen(all), ["max", "plan phase", "big", "xhigh"]);
  assertEquals(chosen({ ...all, plan: null }), [
    "strong",
    "override",
    "big",
    "high",
  ]);
  assertEquals(chosen({ workflow: "standard" }), [
    "standard",
    "workflow",
    "middle",
    "high",
  ]);
  assertEquals(chosen({}), ["light", "default", "small", null]);
});

Deno.test("routeOf() leaves model and effort to the program with the profile own", () => {
  assertEquals(chosen({ plan: "own" }), ["own", "plan phase", null, null]);
});

Deno.test("routeOf() takes the model of the environment whatever the profile is, with the profile's effort", () => {
  const input = { providers: [{ ...claude, model: "mine" }] };
  assertEquals(chosen({ input, plan: "max" }), [
    "max",
    "plan phase",
    "mine",
    "xhigh",
  ]);
});

Deno.test("routeOf() tells of a profile that the plan wants and the provider does not have", () => {
  const { profile, source, missing } = route({ plan: "huge", workflow: "max" });
  assertEquals([profile, source, missing], ["max", "workflow", "huge"]);
  assertEquals(route({ plan: "max" }).missing, null);
  assertEquals(route({ plan: "constructor" }).missing, "constructor");
});

Deno.test("routeOf() takes a stronger profile that the phase was given, and never a weaker one", () => {
  const escalated = "strong";
  assertEquals(chosen({ workflow: "standard", escalated }), [
    "strong",
    "escalation",
    "big",
    "high",
  ]);
  assertEquals(chosen({ plan: "max", escalated })[1], "plan phase");
  assertEquals(chosen({ plan: "own", escalated })[1], "plan phase");
});

Deno.test("routeOf() hands over to the next provider with its own idea of the profile", () => {
  const over = route({ workflow: "standard", exhausted: ["claude"] });
  assertEquals([over.provider.name, over.model], ["codex", "other"]);
  const both = route({ exhausted: ["claude", "codex"] });
  assertEquals(both.provider.name, "claude");
});
