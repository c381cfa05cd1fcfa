import { assertEquals, assertGreater } from "@std/assert";
import type { Adapter } from "../../lib/provider/adapter.ts";
import { claude } from "../../lib/provider/claude.ts";
import { codex } from "../../lib/provider/codex.ts";
import { sampleNames, samplePath } from "./recorded.ts";

const encoder = new TextEncoder();

/** Lines of all recorded output of one version. */
function linesOf(version: string): readonly string[] {
  return sampleNames(version).flatMap((name) =>
    Deno.readTextFileSync(samplePath(`${version}/${name}`)).split("\n")
  );
}

/** What a run passes over and a person reads. */
function passedOver(adapter: Adapter, version: string): readonly string[] {
  return linesOf(version).filter((line) => {
    const head = encoder.encode(line).subarray(0, 256);
    return adapter.wants(head) && !adapter.wants(head, "run");
  });
}

for (
  const [adapter, version] of [
    [claude, "claude/2.1.330"],
    [codex, "codex/0.169.0"],
  ] as const
) {
  Deno.test(`${adapter.name}.wants() lets a run pass over the results of tools, all of them and nothing else`, () => {
    const lines = passedOver(adapter, version);
    assertGreater(lines.length, 5);
    const kinds = lines.flatMap((line) => adapter.events(line))
      .map(({ kind }) => kind);
    assertEquals([...new Set(kinds)], ["toolResult"]);
    const left = linesOf(version).filter((line) => !lines.includes(line))
      .flatMap((line) => adapter.events(line))
      .filter(({ kind }) => kind === "toolResult");
    assertEquals(left, []);
  });
}
