import { assert, assertEquals } from "@std/assert";
import {
  clearSignalFile,
  readSignalFile,
} from "../../lib/session/signal_file.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { withSession } from "./fixture.ts";

/** What may stand in the place of the signal, and what is said of it; all but a link leave the log alone. */
const THINGS: Record<string, (paths: SessionPaths) => Promise<unknown>> = {
  "it is a link": (paths) => Deno.symlink(paths.log, paths.signal),
  "it is a folder": async (paths) => {
    await Deno.mkdir(paths.signal);
    await Deno.symlink(paths.log, `${paths.signal}/link`);
  },
  "it is no regular file": (paths) =>
    new Deno.Command("mkfifo", { args: [paths.signal] }).output(),
  "it has 1048577 bytes, more than 1048576": (paths) =>
    Deno.writeFile(paths.signal, new Uint8Array(1_048_577)),
};

Deno.test("readSignalFile() reads the text, or nothing where there is no file", () =>
  withSession(async (paths) => {
    assertEquals(readSignalFile(paths), undefined);
    await Deno.writeTextFile(paths.signal, "");
    assertEquals(readSignalFile(paths), "");
    await Deno.writeTextFile(paths.signal, '{"status": "done"}\r\n');
    assertEquals(readSignalFile(paths), '{"status": "done"}\r\n');
    await Deno.writeFile(paths.signal, Uint8Array.of(0x7b, 0xe9));
    assertEquals(readSignalFile(paths), "{\uFFFD");
    await Deno.writeFile(paths.signal, new Uint8Array(1_048_576));
    assertEquals(typeof readSignalFile(paths), "string");
  }));

for (const [reason, lay] of Object.entries(THINGS)) {
  Deno.test(`readSignalFile() and clearSignalFile() know what to do when ${reason}`, () =>
    withSession(async (paths) => {
      await Deno.writeTextFile(paths.log, "text");
      await lay(paths);
      assertEquals(readSignalFile(paths), { refused: reason });
      clearSignalFile(paths);
      assertEquals(readSignalFile(paths), undefined);
      assertEquals(await Deno.readTextFile(paths.log), "text");
    }));
}

Deno.test("clearSignalFile() removes a file, and may be called again", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.signal, "{}");
    clearSignalFile(paths);
    clearSignalFile(paths);
    assert([...Deno.readDirSync(paths.folder)].length === 0);
  }));
