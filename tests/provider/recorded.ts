/**
 * Recorded output of real programs, read the way a run reads it.
 *
 * @module
 */

import { fromFileUrl } from "@std/path";
import type { Adapter, ProviderEvent } from "../../lib/provider/adapter.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";

/** When the samples were recorded: 2026-11-22 18:00 UTC. */
const recordedAtMs = 1_795_370_400_000;

/** How the program of a sample ended: an exit code, or the name of a signal. */
export type HowEnded = number | string;

const testdata = new URL("../testdata/", import.meta.url);

/** Names of the samples of one version, `claude/2.1.330`. */
export function sampleNames(version: string): readonly string[] {
  return [...Deno.readDirSync(new URL(`${version}/`, testdata))]
    .map(({ name }) => name.replace(/\.jsonl$/, "")).sort();
}

/** Path of a sample, `claude/2.1.330/ok`. */
export function samplePath(sample: string): string {
  return fromFileUrl(new URL(`${sample}.jsonl`, testdata));
}

/** Events of all lines that the adapter wants by their first 64 bytes. */
export function sampleEvents(
  adapter: Adapter,
  sample: string,
): readonly ProviderEvent[] {
  const encoder = new TextEncoder();
  return Deno.readTextFileSync(samplePath(sample)).split("\n")
    .filter((line) => adapter.wants(encoder.encode(line).subarray(0, 64)))
    .flatMap((line) => adapter.events(line));
}

/** The outcome of a sample whose program ended in this way. */
export function sampleOutcome(
  adapter: Adapter,
  { sample, ended, stderr = "" }: {
    readonly sample: string;
    readonly ended: HowEnded;
    readonly stderr?: string;
  },
): AttemptOutcome {
  const left = ["text", "tool", "toolResult"];
  return adapter.outcome({
    exitCode: typeof ended === "number" ? ended : null,
    signal: typeof ended === "string" ? ended : null,
    events: sampleEvents(adapter, sample)
      .filter(({ kind }) => !left.includes(kind)),
    stderr,
    nowMs: recordedAtMs,
  });
}
