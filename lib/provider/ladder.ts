/**
 * Profiles from weak to strong.
 *
 * @module
 */

/** A model and how hard it thinks; `null`: the program's own default. */
export interface ProfileSettings {
  readonly model: string | null;
  readonly effort: string | null;
}

/** Names of profiles, weakest first; `own` (the program's own defaults) and names that people make up are outside. */
const PROFILE_LADDER = ["light", "standard", "strong", "max"] as const;

/** Whether a profile is above another one; `false` where one of them is outside the ladder. */
export function isStronger(profile: string, than: string): boolean {
  const low = rung(than);
  return low >= 0 && rung(profile) > low;
}

/**
 * The next stronger profile; `null`: there is none. One that comes to the same model and effort is passed over.
 *
 * @param model The model that wins over those of all profiles, if one does.
 *
 * @example
 * ```ts
 * import { strongerProfile } from "./ladder.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const profiles = {
 *   standard: { model: "sonnet", effort: "high" },
 *   strong: { model: "opus", effort: "high" },
 *   max: { model: "opus", effort: "xhigh" },
 * };
 * assertEquals(strongerProfile("standard", { profiles, model: null }), "strong");
 * assertEquals(strongerProfile("standard", { profiles, model: "opus" }), "max");
 * assertEquals(strongerProfile("max", { profiles, model: null }), null);
 * ```
 */
export function strongerProfile(
  profile: string,
  { profiles, model }: {
    readonly profiles: Readonly<Record<string, ProfileSettings>>;
    readonly model: string | null;
  },
): string | null {
  const settings = (name: string) => {
    const its = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    return its && JSON.stringify([model ?? its.model, its.effort]);
  };
  const now = settings(profile);
  return PROFILE_LADDER.find((name) => {
    const its = settings(name);
    return isStronger(name, profile) && its !== undefined && its !== now;
  }) ?? null;
}

function rung(profile: string): number {
  return PROFILE_LADDER.findIndex((name) => name === profile);
}
