import { assertEquals } from "@std/assert";
import { readOverview } from "../../lib/session/overview.ts";
import { withSession } from "./fixture.ts";

Deno.test("openJournal() and changeNotebook() work with the rights to their folder alone", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.signal, "{}");
    const worker = new Worker(new URL("./scoped_worker.ts", import.meta.url), {
      type: "module",
      deno: {
        permissions: {
          read: [paths.folder],
          write: [paths.folder],
          run: false,
          env: false,
          net: false,
          sys: false,
          ffi: false,
          import: false,
        },
      },
    });
    const told = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage(paths.folder);
    });
    worker.terminate();
    assertEquals(told, {
      kinds: ["overview-written"],
      mended: true,
      signal: "{}",
      held: false,
    });
    const text = await Deno.readTextFile(paths.overview);
    assertEquals(readOverview(text).phase, "testing");
    assertEquals(
      [...Deno.readDirSync(paths.folder)].map(({ name }) => name).sort(),
      ["_journal.jsonl", "_overview.md", "_session.lock"],
    );
  }));
