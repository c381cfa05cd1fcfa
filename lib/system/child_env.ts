/**
 * The environment of a child: the person's, less what is ours.
 *
 * @module
 */

/** Variables of our own and their secrets: names, or prefixes that end in `*`. */
const ours = ["SAMOCODE_*", "TELEGRAM_*", "GIT_BRANCH_PREFIX"];

/** What {@linkcode childEnvironment} changes in an environment. */
export interface EnvironmentChanges {
  /** Taken out: names, or prefixes that end in `*`. */
  readonly drop?: readonly string[];
  /** Set at last. */
  readonly set?: Readonly<Record<string, string>>;
}

/**
 * An environment without our own variables and without `drop`, with `set` on top.
 *
 * @example
 * ```ts
 * import { childEnvironment } from "./child_env.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const person = { HOME: "/home/me", TELEGRAM_BOT_TOKEN: "1:a", CI_X: "1" };
 * assertEquals(childEnvironment(person, { drop: ["CI_*"], set: { A: "b" } }), {
 *   HOME: "/home/me",
 *   A: "b",
 * });
 * ```
 */
export function childEnvironment(
  environment: Readonly<Record<string, string>>,
  { drop = [], set = {} }: EnvironmentChanges = {},
): Record<string, string> {
  const patterns = [...ours, ...drop];
  const kept = Object.entries(environment).filter(([name]) =>
    !patterns.some((pattern) => matches(name, pattern))
  );
  return { ...Object.fromEntries(kept), ...set };
}

/**
 * The environment of the small system programs that we call for ourselves: where programs are found, and output in a form that does not depend
 * on the person's language and time zone.
 */
export function helperEnvironment(): Record<string, string> {
  return {
    PATH: Deno.env.get("PATH") || "/usr/bin:/bin:/usr/sbin:/sbin",
    LC_ALL: "C",
    TZ: "UTC0",
  };
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*")
    ? name.startsWith(pattern.slice(0, -1))
    : name === pattern;
}
