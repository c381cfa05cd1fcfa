import { assert, assertEquals, assertMatch } from "@std/assert";
import { itemsOf } from "../lib/cli/install/items.ts";
import { VERSION } from "../lib/cli/version.ts";
import { splitFrontMatter } from "../lib/workflow/front_matter.ts";

const root = new URL("../", import.meta.url);

function readJson(path: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(
    Deno.readTextFileSync(new URL(path, root)),
  );
  assert(typeof value === "object" && value !== null && !Array.isArray(value));
  return { ...value };
}

const plugin = readJson(".claude-plugin/plugin.json");
const marketplace = readJson(".claude-plugin/marketplace.json");

Deno.test("plugin.json names the plugin, in the version of the program", () => {
  assertEquals(plugin["name"], "samocode");
  assertEquals(plugin["version"], VERSION);
  for (const key of ["description", "license", "homepage"]) {
    assertMatch(String(plugin[key]), /\S/, key);
  }
});

Deno.test("plugin.json names no folders: those of skills and commands are found by their names", () => {
  for (const key of ["skills", "commands", "agents", "hooks", "mcpServers"]) {
    assert(!Object.hasOwn(plugin, key), key);
  }
});

Deno.test("marketplace.json offers this very folder", () => {
  assertEquals(marketplace["name"], "samocode");
  assert(Object.hasOwn(marketplace, "owner"));
  const offered = marketplace["plugins"];
  assert(Array.isArray(offered));
  assertEquals(offered.map(({ name, source }) => [name, source]), [
    ["samocode", "./"],
  ]);
});

Deno.test("the plugin has samocode-run and samocode-implement, under one name each", () => {
  const names = itemsOf("claude").map(({ path }) =>
    path.replace(/\/SKILL\.md$|\.md$/g, "").split("/").at(-1)!
  );
  assert(names.includes("samocode-run"));
  assert(names.includes("samocode-implement"));
  assertEquals(names.length, new Set(names).size);
});

Deno.test("the plugin offers nobody the skill of a phase", () => {
  const offered = itemsOf("claude").map(({ path }) => path);
  const skills = [...Deno.readDirSync(new URL("skills", root))];
  assert(skills.length > offered.filter((p) => p.startsWith("skills")).length);
  for (const { name } of skills) {
    const path = `skills/${name}/SKILL.md`;
    if (offered.includes(path)) continue;
    const text = Deno.readTextFileSync(new URL(path, root));
    const front = splitFrontMatter(text).yaml ?? "";
    assertMatch(front, /^user-invocable: false$/m, name);
    assertMatch(front, /^disable-model-invocation: true$/m, name);
  }
});
