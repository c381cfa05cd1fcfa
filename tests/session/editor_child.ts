/**
 * An editor that saves the overview again and again, each time with one line more, until a file `stop` is there.
 *
 * Prints how many lines it saved.
 *
 * @module
 */

import { numbers, pick } from "./fixture.ts";

const [overview = "", way = "", seed = "0"] = Deno.args;
const below = numbers(Number(seed));
const BLOCK = 4096;
let saved = 0;

while (!isThere(`${overview}.stop`)) {
  const text = read();
  if (text === null) continue;
  // Not always at the same moment of what the other side does.
  for (let left = below(400); left > 0; left--) isThere(overview);
  const more = `${text}- person ${saved}\n`;
  if (way === "place") saveInPlace(more);
  else saveAsNew(more);
  saved++;
  waitForOther(more);
}
console.log(saved);

/** Empties the file, and fills it in one step or two. */
function saveInPlace(text: string): void {
  const bytes = new TextEncoder().encode(text);
  const how = { write: true, create: true, truncate: true };
  const file = Deno.openSync(overview, how);
  const first = pick(below, [BLOCK, bytes.length]);
  file.writeSync(bytes.subarray(0, first));
  if (first < bytes.length) file.writeSync(bytes.subarray(first));
  file.close();
}

/** Puts a new file in the place of the old one, at once or after taking that away. */
function saveAsNew(text: string): void {
  if (way === "backup") {
    ifThere(() => Deno.renameSync(overview, `${overview}~`));
    saveInPlace(text);
    return;
  }
  Deno.writeTextFileSync(`${overview}~`, text);
  Deno.renameSync(`${overview}~`, overview);
}

/** Spins until the other side has changed what was saved. */
function waitForOther(text: string): void {
  for (let tries = 0; tries < 20_000; tries++) {
    const now = read();
    if (now !== null && now !== text || isThere(`${overview}.stop`)) return;
  }
}

function read(): string | null {
  return ifThere(() => Deno.readTextFileSync(overview)) || null;
}

function isThere(path: string): boolean {
  return ifThere(() => Deno.lstatSync(path)) !== null;
}

function ifThere<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
