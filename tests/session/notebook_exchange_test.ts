import { assert, assertEquals } from "@std/assert";
import { changeNotebook, mendNotebook } from "../../lib/session/notebook.ts";
import { exchangeSteps } from "../../lib/session/notebook_exchange.ts";
import { editOverview } from "../../lib/session/overview_edit.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { OVERVIEW, withSession } from "./fixture.ts";

/** How somebody saves the overview; the last one has had the file open since before the exchange. */
const WAYS = ["in place", "by rename", "by a held file"] as const;
type Way = typeof WAYS[number];

interface Save {
  readonly way: Way;
  /** Before which step of the exchange. */
  readonly step: number;
}

const STEPS = 7;
const edit = (text: string) =>
  editOverview(text, { fields: { Phase: "x" }, flow: "- host" });

Deno.test("exchangeSteps() loses no save, whenever and however somebody saves", () =>
  withSession(async (paths) => {
    for (const saves of sequences()) {
      await play(paths, { saves, stopAt: null });
      // What is swapped and temporary is gone.
      for (const { name } of Deno.readDirSync(paths.folder)) {
        assert(name.endsWith(".md"), name);
      }
    }
  }));

Deno.test("exchangeSteps() loses no save when the machine stops at any step", () =>
  withSession(async (paths) => {
    for (const saves of [[], ...sequences().filter((s) => s.length !== 2)]) {
      for (let stopAt = 1; stopAt < STEPS; stopAt++) {
        await play(paths, { saves, stopAt });
      }
    }
  }));

Deno.test("exchangeSteps() keeps no copy of a text that somebody shortened meanwhile", () =>
  withSession((paths) => {
    Deno.writeTextFileSync(paths.overview, OVERVIEW);
    const steps = exchangeSteps(paths, { from: OVERVIEW, to: edit(OVERVIEW) });
    steps.next();
    steps.next();
    Deno.writeTextFileSync(paths.overview, "short\n");
    assertEquals(steps.next(), { done: true, value: false });
    assertEquals(Deno.readTextFileSync(paths.overview), "short\n");
    assertEquals([...Deno.readDirSync(paths.folder)].length, 1);
  }));

/** One save before each step, or two; and one into the held file, one over ours, one while ours is taken back. */
function sequences(): Save[][] {
  const steps = Array.from({ length: STEPS }, (_, step) => step);
  const ones = steps.flatMap((step) => WAYS.map((way) => ({ way, step })));
  const twos = ones.flatMap((a) =>
    ones.filter((b) => b.step >= a.step).map((b) => [a, b])
  );
  const three: Save[] = [
    { way: "by a held file", step: 3 },
    { way: "by rename", step: 3 },
    { way: "in place", step: 4 },
  ];
  return [...ones.map((save) => [save]), ...twos, three];
}

/** Exchanges the overview, with saves in between, changes it once more and looks for everything that was saved. */
async function play(
  paths: SessionPaths,
  { saves, stopAt }: {
    readonly saves: readonly Save[];
    readonly stopAt: number | null;
  },
): Promise<void> {
  for (const { name } of Deno.readDirSync(paths.folder)) {
    Deno.removeSync(`${paths.folder}/${name}`);
  }
  Deno.writeTextFileSync(paths.overview, OVERVIEW);
  using held = Deno.openSync(paths.overview, { read: true, write: true });
  const steps = exchangeSteps(paths, { from: OVERVIEW, to: edit(OVERVIEW) });
  let expected: string[] = [];
  for (let step = 0; step !== stopAt; step++) {
    for (const [i, { way }] of saves.filter((s) => s.step === step).entries()) {
      const line = `- person ${step} ${i}\n`;
      const before = save(paths, { held, way, text: OVERVIEW + line });
      if (before === null) continue;
      // An editor that saves over a text it has not read gives that up.
      expected = expected.filter((line) => !before.includes(line));
      expected.push(line);
    }
    if (steps.next().done) break;
  }
  if (stopAt !== null) mendNotebook(paths);
  const { text } = await changeNotebook(paths, edit);
  assertEquals(Deno.readTextFileSync(paths.overview), text);
  const all = [...Deno.readDirSync(paths.folder)]
    .filter(({ name }) => name.endsWith(".md"))
    .map(({ name }) => Deno.readTextFileSync(`${paths.folder}/${name}`)).join();
  for (const line of expected) {
    assert(all.includes(line), JSON.stringify({ saves, stopAt, line }));
  }
}

/** Saves a text; returns the one that it replaced, or `null` when the held file is nowhere any more. */
function save(
  { overview }: SessionPaths,
  { held, way, text }: { held: Deno.FsFile; way: Way; text: string },
): string | null {
  if (way === "by a held file") {
    const { nlink, size } = held.statSync();
    if (nlink === 0) return null;
    const before = new Uint8Array(size);
    held.seekSync(0, 0);
    held.readSync(before);
    held.truncateSync(0);
    held.seekSync(0, 0);
    held.writeSync(new TextEncoder().encode(text));
    return new TextDecoder().decode(before);
  }
  let before = "";
  try {
    before = Deno.readTextFileSync(overview);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const path = way === "by rename" ? `${overview}~` : overview;
  Deno.writeTextFileSync(path, text);
  if (way === "by rename") Deno.renameSync(path, overview);
  return before;
}
