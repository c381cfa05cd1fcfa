/**
 * Whether a provider program is logged in, as far as that can be told without asking its service.
 *
 * @module
 */

import { join } from "@std/path";
import type { Config } from "../../config/config.ts";
import { capture } from "../../system/capture.ts";
import { childEnvironment } from "../../system/child_env.ts";
import { findProgram } from "../../system/find_program.ts";
import { pathKind, readPersonFile } from "../../system/person_file.ts";
import type { Terminal } from "../../system/terminal.ts";
import { providerHome } from "../provider_home.ts";
import { type Line, ok, problem, warning } from "./line.ts";

const CLAUDE_VARIABLES = [
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "CLAUDE_CODE_OAUTH_TOKEN",
  "CLAUDE_CODE_USE_BEDROCK",
  "CLAUDE_CODE_USE_VERTEX",
  "CLAUDE_CODE_USE_FOUNDRY",
];
const KEYCHAIN_ENTRY = "Claude Code-credentials";

/** One line for a provider that has a login of its own; none for others. */
export async function loginLines(
  provider: string,
  { config, terminal }: {
    readonly config: Config;
    readonly terminal: Terminal;
  },
): Promise<readonly Line[]> {
  const drop = [
    ...config.envFileNames,
    ...config.provider[provider]?.dropEnv ?? [],
  ];
  // What a run hands on, and nothing else, is what the program sees.
  const env = childEnvironment(terminal.env, { drop });
  const home = providerHome(provider, terminal);
  if (home === null) return [];
  const hidden = (names: readonly string[]) =>
    config.envFileNames.filter((name) => names.includes(name));
  switch (provider) {
    case "claude":
      return [
        await claudeLine({ env, home, hidden: hidden(CLAUDE_VARIABLES) }),
      ];
    case "codex":
      return [
        await codexLine({ env, home, hidden: hidden(["CODEX_API_KEY"]) }),
      ];
    default:
      return [];
  }
}

interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  /** Variables of a `.env`, which no provider gets. */
  readonly hidden: readonly string[];
}

async function claudeLine({ env, home, hidden }: Place): Promise<Line> {
  const variable = CLAUDE_VARIABLES.find((name) => env[name]);
  if (variable !== undefined) return ok(`claude is logged in by ${variable}`);
  const file = join(home, ".credentials.json");
  if (pathKind(file) === "file") return ok(`claude is logged in: ${file}`);
  const next = "claude, and there: /login";
  const keychain = findProgram("security", env);
  if (keychain !== null) {
    const args = ["find-generic-password", "-s", KEYCHAIN_ENTRY];
    const { code } = await capture(keychain, args, { env, timeoutMs: 2000 });
    return code === 0
      ? ok("claude is logged in: the keychain has it")
      : warning("whether claude is logged in cannot be told", next);
  }
  return problem(`claude is not logged in${ofEnvFile(hidden)}`, next);
}

async function codexLine({ env, home, hidden }: Place): Promise<Line> {
  if (env["CODEX_API_KEY"]) return ok("codex is logged in by CODEX_API_KEY");
  const file = join(home, "auth.json");
  if (pathKind(file) === "file") return ok(`codex is logged in: ${file}`);
  const settings = await readPersonFile(join(home, "config.toml"));
  const own = settings.kind === "text"
    ? /^\s*model_provider\s*=\s*["'](.+?)["']/m.exec(settings.text)?.[1]
    : undefined;
  if (own !== undefined && own !== "openai") {
    return ok(`codex asks a service of its own: model_provider "${own}"`);
  }
  const unused = env["OPENAI_API_KEY"]
    ? "; it takes no notice of OPENAI_API_KEY when a run starts it"
    : "";
  return problem(
    `codex is not logged in${ofEnvFile(hidden)}${unused}`,
    "codex login",
  );
}

function ofEnvFile(hidden: readonly string[]): string {
  return hidden.length === 0
    ? ""
    : `; ${hidden.join(", ")} of a .env is never handed on to a provider`;
}
