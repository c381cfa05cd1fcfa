/**
 * Which provider, model and effort an iteration gets.
 *
 * @module
 */

import { isStronger } from "../provider/ladder.ts";
import type { SessionState } from "../workflow/state.ts";
import type { Phase } from "../workflow/table.ts";
import type { EngineInput, EngineProvider } from "./input.ts";

/** The choice for an iteration; every attempt of it gets the same. */
export interface Route {
  readonly provider: EngineProvider;
  readonly profile: string;
  readonly model: string | null;
  readonly effort: string | null;
  /** Where the profile came from, for the prompt and the log. */
  readonly source:
    | "plan phase"
    | "override"
    | "workflow"
    | "default"
    | "escalation";
  /** The profile that the plan wants and the provider does not have. */
  readonly missing: string | null;
}

/**
 * Chooses the first provider that is not exhausted, and the profile: plan phase > override > workflow > default.
 *
 * A stronger one that the phase was given counts where it is stronger than that.
 */
export function routeOf(
  input: Pick<
    EngineInput,
    "providers" | "workflowOverrides" | "defaultProfile"
  >,
  { phase, planProfile, escalated, exhausted, nowMs, only = null }: {
    readonly phase: Phase;
    readonly planProfile: string | null;
    readonly escalated: SessionState["escalated"];
    readonly exhausted: ReadonlyMap<string, number>;
    readonly nowMs: number;
    /** The provider that must be taken: a conversation is gone on with. */
    readonly only?: string | null;
  },
): Route {
  const provider =
    input.providers.find((p) =>
      only === null ? (exhausted.get(p.name) ?? 0) <= nowMs : p.name === only
    ) ??
      input.providers[0]!;
  const known = (name: string | null | undefined): name is string =>
    typeof name === "string" && Object.hasOwn(provider.profiles, name);
  const override = input.workflowOverrides[phase.name];
  const stronger = escalated?.phase === phase.name ? escalated.profile : null;
  const [usual, from] = known(planProfile)
    ? [planProfile, "plan phase" as const]
    : known(override)
    ? [override, "override" as const]
    : known(phase.profile)
    ? [phase.profile, "workflow" as const]
    : [input.defaultProfile, "default" as const];
  const [profile, source] = known(stronger) && isStronger(stronger, usual)
    ? [stronger, "escalation" as const]
    : [usual, from];
  const settings = provider.profiles[profile];
  return {
    provider,
    profile,
    model: provider.model ?? settings?.model ?? null,
    effort: settings?.effort ?? null,
    source,
    missing: known(planProfile) ? null : planProfile,
  };
}
