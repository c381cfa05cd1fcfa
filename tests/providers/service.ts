/**
 * How a provider's real program is made to talk to a stand-in for its service.
 *
 * @module
 */

import { join } from "@std/path";
import { startAnthropic } from "./anthropic.ts";
import { writeFile } from "./files.ts";
import type { RealProvider } from "./install.ts";
import type { Model } from "./model.ts";
import { startOpenai } from "./openai.ts";
import type { StandIn } from "./stand_in.ts";

/** An address at which nobody listens. */
export const nobody = "http://127.0.0.1:9";

/** Starts the stand-in for a provider's service. */
export function startService(name: RealProvider, model: Model): StandIn {
  return name === "claude" ? startAnthropic(model) : startOpenai(model);
}

/** What the program finds in its environment. */
export function serviceEnvironment(
  name: RealProvider,
  { url, subscription }: {
    readonly url: string;
    /** Login of a subscription instead of a key. */
    readonly subscription: boolean;
  },
): Readonly<Record<string, string>> {
  if (name === "codex") return { SCRIPTED_KEY: "scripted" };
  return {
    ANTHROPIC_BASE_URL: url,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    ...(subscription
      ? { CLAUDE_CODE_OAUTH_TOKEN: "sk-ant-oat01-scripted" }
      : { ANTHROPIC_API_KEY: "sk-ant-api03-scripted" }),
  };
}

/** Writes what the program wants to find in the person's home. */
export async function prepareHome(
  name: RealProvider,
  { home, url }: { readonly home: string; readonly url: string },
): Promise<void> {
  if (name === "claude") return;
  // Codex takes the address of its service from here only.
  await writeFile(
    join(home, ".codex", "config.toml"),
    `model_provider = "scripted"

[model_providers.scripted]
name = "scripted"
base_url = "${url}/v1"
wire_api = "responses"
env_key = "SCRIPTED_KEY"

[features]
plugins = false
apps = false
`,
  );
}
