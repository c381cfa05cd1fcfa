// The root of the project as a plugin of the real program.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { itemsOf } from "../../lib/cli/install/items.ts";
import { root } from "../source.ts";
import { startAnthropic } from "./anthropic.ts";
import { say } from "./model.ts";
import { real } from "./real.ts";

const claude = await real("claude");
const ignore = claude === null;

interface Called {
  readonly code: number;
  readonly out: string;
  /** What the model was told, all of it. */
  readonly told: string;
}

/** Calls the program, for a person who has nothing configured. */
async function call(args: readonly string[]): Promise<Called> {
  await using api = startAnthropic(() => say("Done."));
  const home = await Deno.makeTempDir();
  try {
    const { code, stdout } = await new Deno.Command(claude!.program, {
      args: [...args],
      cwd: home,
      clearEnv: true,
      env: {
        HOME: home,
        PATH: Deno.env.get("PATH") ?? "",
        ANTHROPIC_BASE_URL: api.url,
        ANTHROPIC_API_KEY: "sk-ant-api03-scripted",
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
        DISABLE_AUTOUPDATER: "1",
      },
      stdin: "null",
    }).output();
    return {
      code,
      out: new TextDecoder().decode(stdout),
      told: api.requests.flatMap(({ prompts }) => prompts).join("\n"),
    };
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

function asks(prompt: string): Promise<Called> {
  const format = ["--output-format", "stream-json", "--verbose"];
  return call(["-p", ...format, "--plugin-dir", root, prompt]);
}

function lines({ out }: Called): readonly Record<string, unknown>[] {
  return out.trim().split("\n").map((line) => JSON.parse(line));
}

Deno.test({
  name:
    "claude plugin validate finds nothing wrong with the plugin and the marketplace",
  ignore,
  async fn() {
    for (const path of [root, `${root}.claude-plugin/plugin.json`]) {
      const { code, out } = await call(["plugin", "validate", path]);
      assertEquals(code, 0, out);
      assertStringIncludes(out, "Validation passed");
    }
  },
});

Deno.test({
  name: "claude offers a person what is for people, and no skill of a phase",
  ignore,
  async fn() {
    const called = await asks("Hello");
    const init = lines(called).find(({ subtype }) => subtype === "init");
    const offered = (init?.["slash_commands"] as readonly string[])
      .filter((name) => name.startsWith("samocode:")).sort();
    const expected = itemsOf("claude").map(({ path }) =>
      `samocode:${path.replace(/\/SKILL\.md$|\.md$/, "").split("/").at(-1)}`
    ).sort();
    assertEquals(offered, expected);
  },
});

Deno.test({
  name:
    "claude tells its model what /samocode:samocode-run and /samocode:samocode-implement say",
  ignore,
  async fn() {
    const run = await asks("/samocode:samocode-run auth");
    assertStringIncludes(run.told, "# Run and watch samocode");
    assertStringIncludes(run.told, "Arguments: `auth`");
    const implement = await asks("/samocode:samocode-implement auth");
    assertStringIncludes(implement.told, "`samocode approve auth`");
  },
});

Deno.test({
  name: "claude lets nobody start the skill of a phase",
  ignore,
  async fn() {
    const called = await asks("/samocode:planning auth");
    assertEquals(called.told, "");
    assert(!called.out.includes("# Phase: planning"));
  },
});
