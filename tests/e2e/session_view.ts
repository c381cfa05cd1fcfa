/**
 * The files of a session, as a test looks at them.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { basename, join } from "@std/path";
import { readOverview } from "../../lib/session/overview.ts";
import { verifyChain } from "../../lib/session/verify.ts";
import type { Row, RowKind, RowOf } from "../../lib/workflow/row.ts";

/** A session folder. */
export class SessionView {
  constructor(readonly folder: string) {}

  /** Name of the folder. */
  get name(): string {
    return basename(this.folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Text of a file. */
  read(name: string): string {
    return Deno.readTextFileSync(this.path(name));
  }

  write(name: string, text: string): void {
    Deno.writeTextFileSync(this.path(name), text);
  }

  /** Bytes of a file. */
  size(name: string): number {
    return Deno.lstatSync(this.path(name)).size;
  }

  /** Replaces in the overview, as a person does. */
  edit(...pairs: readonly (readonly [RegExp | string, string])[]): void {
    const before = this.read("_overview.md");
    const after = pairs.reduce((text, [a, b]) => text.replace(a, b), before);
    if (after === before) throw new Error("nothing was edited");
    this.write("_overview.md", after);
  }

  /** All rows of the journal. */
  rows(): readonly Row[] {
    return this.read("_journal.jsonl").trimEnd().split("\n")
      .map((line): Row => JSON.parse(line));
  }

  /** Rows of one kind. */
  rowsOf<K extends RowKind>(kind: K): readonly RowOf<K>[] {
    // The compiler cannot tell the member of the union by a kind that is a parameter.
    const rows: readonly { readonly kind: string }[] = this.rows();
    return rows.filter((row): row is RowOf<K> => row.kind === kind);
  }

  /** Decision, rule, from and to of every decision. */
  decisions(): readonly string[] {
    return this.rowsOf("decided").map(({ decision, rule, from, to }) =>
      `${decision} ${rule} ${from}${from === to ? "" : ` ${to}`}`
    );
  }

  /** How every attempt ended. */
  outcomes(): readonly string[] {
    return this.rowsOf("attempt-ended").map(({ outcome }) =>
      "clock" in outcome ? `${outcome.kind} ${outcome.clock}` : outcome.kind
    );
  }

  /** Type of every attempt. */
  attempts(): readonly string[] {
    return this.rowsOf("attempt-started").map(({ type }) => type);
  }

  /** Bytes of the provider's logs, one after the other. */
  logs(): Uint8Array {
    const parts = this.rowsOf("attempt-started").map(({ log }) =>
      readOr(this.path(`_logs/${log}`))
    );
    const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** The prompt of every attempt. */
  prompts(): readonly string[] {
    return this.rowsOf("attempt-started").map(({ log }) =>
      this.read(`_logs/${log.replace(/jsonl$/, "prompt.md")}`)
    );
  }

  /** How many files have this in their names. */
  artifacts(part: string): number {
    return [...Deno.readDirSync(this.folder)]
      .filter(({ name }) => name.includes(part)).length;
  }

  /** Host fields of the overview. */
  status(): string {
    const { phase, iteration, totalIterations, blocked } = readOverview(
      this.read("_overview.md"),
    );
    return `${phase} ${iteration} ${totalIterations} ${blocked}`;
  }

  /** Fails unless overview and journal are sound and tell the same. */
  sound(): void {
    assertEquals(
      verifyChain(Deno.readFileSync(this.path("_journal.jsonl"))),
      [],
    );
    const { problems, iteration } = readOverview(this.read("_overview.md"));
    assertEquals(problems, []);
    const newest = this.rows().at(-1);
    assertEquals(iteration, newest?.iteration);
    assertEquals(newest?.kind, "run-stopped");
    assertEquals(
      [...Deno.readDirSync(this.folder)].map(({ name }) => name)
        .filter((name) => /\.swap$|\.tmp$|^\./.test(name)),
      [],
    );
  }
}

function readOr(path: string): Uint8Array {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw error;
  }
}
