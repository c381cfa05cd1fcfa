import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  changedOverview,
  changeOverview,
} from "../../lib/session/change_overview.ts";
import { digest } from "../../lib/session/digest.ts";
import { keptTexts } from "../../lib/session/kept_texts.ts";
import { mendNotebook } from "../../lib/session/notebook.ts";
import { olderFlow } from "../../lib/session/older_flow.ts";
import { isSystemError } from "../../lib/system/system_error.ts";
import { sessionPaths } from "../../lib/session/paths.ts";

function entries(from: number, to: number): string {
  let text = "";
  for (let n = from; n <= to; n++) text += `- [${n}] done\n`;
  return text;
}

const LONG = `## Status\nPhase: work\n\n## Flow Log\n${entries(1, 150)}`;

async function inSession(
  work: (paths: ReturnType<typeof sessionPaths>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const paths = sessionPaths(folder);
    await Deno.writeTextFile(paths.overview, LONG);
    await work(paths);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("changeOverview() moves older entries of the flow log to their file", async () => {
  await inSession(async (paths) => {
    const edit = { fields: { Phase: "testing" }, flow: "- [151] done" };
    const told = changedOverview(paths, { text: LONG, edit });
    const { after } = await changeOverview(paths, edit);
    const text = await Deno.readTextFile(paths.overview);
    assertEquals(text, told);
    assertEquals(digest(text), after);
    assert(text.includes("Phase: testing"));
    assert(!text.includes("- [51] done"));
    assert(text.endsWith(entries(52, 151)));
    assertEquals(await Deno.readTextFile(paths.olderFlow), entries(1, 51));
    assertEquals(olderFlow(paths).length, 51);
  });
});

Deno.test("changeOverview() adds to the older entries", async () => {
  await inSession(async (paths) => {
    await Deno.writeTextFile(paths.olderFlow, "- [0] done\n");
    await changeOverview(paths, { flow: "- [151] done" });
    assertEquals(await Deno.readTextFile(paths.olderFlow), entries(0, 51));
  });
});

Deno.test("changeOverview() moves nothing twice after a crash in between", async () => {
  await inSession(async (paths) => {
    await Deno.writeTextFile(paths.olderFlow, entries(1, 51));
    await changeOverview(paths, { flow: "- [151] done" });
    assertEquals(await Deno.readTextFile(paths.olderFlow), entries(1, 51));
  });
});

Deno.test("changeOverview() goes on with older entries that a crash cut off anywhere", async () => {
  const before = entries(-3, 0);
  for (const cut of [0, 1, 11, 12, 13, 400, entries(1, 51).length - 1]) {
    await inSession(async (paths) => {
      const torn = before + entries(1, 51).slice(0, cut);
      await Deno.writeTextFile(paths.olderFlow, torn);
      await changeOverview(paths, { flow: "- [151] done" });
      assertEquals(
        await Deno.readTextFile(paths.olderFlow),
        entries(-3, 51),
        `cut at ${cut}`,
      );
    });
  }
});

Deno.test("changeOverview() adds no older entry to a line that somebody left open", async () => {
  await inSession(async (paths) => {
    await Deno.writeTextFile(paths.olderFlow, "mine -");
    await changeOverview(paths, { flow: "- [151] done" });
    assertEquals(
      await Deno.readTextFile(paths.olderFlow),
      `mine -\n${entries(1, 51)}`,
    );
  });
});

Deno.test("changeOverview() lets read the older entries whoever may read the overview", async () => {
  await inSession(async (paths) => {
    await Deno.chmod(paths.overview, 0o640);
    await changeOverview(paths, { flow: "- [151] done" });
    const { mode } = await Deno.stat(paths.olderFlow);
    assertEquals((mode ?? 0) & 0o777, 0o640);
  });
});

Deno.test("changeOverview() keeps no text after a crash when its entries only moved", async () => {
  for (const ending of ["\n", "\r\n"]) {
    await inSession(async (paths) => {
      const long = `${LONG}\n## Files\n- a\n`.replaceAll("\n", ending);
      await Deno.writeTextFile(paths.overview, long);
      await changeOverview(paths, { flow: "- [151] done" });
      // As it is when the machine stops before the swap is removed.
      await Deno.writeTextFile(paths.swap, long);
      assert(mendNotebook(paths));
      assertEquals(keptTexts(paths), []);
      // What stands nowhere else stays.
      await Deno.writeTextFile(paths.swap, `${long}- b${ending}`);
      assert(mendNotebook(paths));
      assertEquals(keptTexts(paths).length, 1);
    });
  }
});

Deno.test("changeOverview() keeps all in the overview where something else has the name of the file", async () => {
  await inSession(async (paths) => {
    const elsewhere = join(paths.folder, "elsewhere.md");
    await Deno.writeTextFile(elsewhere, "mine\n");
    await Deno.symlink(elsewhere, paths.olderFlow);
    await changeOverview(paths, { flow: "- [151] done" });
    const text = await Deno.readTextFile(paths.overview);
    assertEquals(text, `${LONG}- [151] done\n`);
    assertEquals(await Deno.readTextFile(elsewhere), "mine\n");
    assertEquals(olderFlow(paths), []);
  });
});

/** Makes a file read-only; for root, whom no mode stops, by an attribute of the file. @returns What takes that back; `null`: it can be written to still. */
function freeze(path: string): (() => void) | null {
  const chattr = (flag: string) =>
    new Deno.Command("chattr", { args: [flag, path], stderr: "null" })
      .outputSync().success;
  Deno.chmodSync(path, 0o444);
  try {
    if (Deno.uid() === 0 && !chattr("+i")) return null;
    Deno.openSync(path, { append: true }).close();
    return null;
  } catch (error) {
    // No such program as chattr.
    if (error instanceof Deno.errors.NotFound) return null;
    if (!isSystemError(error)) throw error;
    return () => {
      if (Deno.uid() === 0) chattr("-i");
      Deno.chmodSync(path, 0o644);
    };
  }
}

function canFreeze(): boolean {
  const path = Deno.makeTempFileSync();
  const thaw = freeze(path);
  thaw?.();
  Deno.removeSync(path);
  return thaw !== null;
}

Deno.test({
  name:
    "changeOverview() keeps all in the overview where the file cannot be written to",
  ignore: !canFreeze(),
  fn: () =>
    inSession(async (paths) => {
      await Deno.writeTextFile(paths.olderFlow, "- [0] done\n");
      const thaw = freeze(paths.olderFlow)!;
      try {
        const edit = { flow: "- [151] done" };
        const told = changedOverview(paths, { text: LONG, edit });
        const { after } = await changeOverview(paths, edit);
        assertEquals(digest(told), after);
        assert(told.endsWith(entries(1, 151)));
      } finally {
        thaw();
      }
      await changeOverview(paths, { flow: "- [152] done" });
      assertEquals(await Deno.readTextFile(paths.olderFlow), entries(0, 52));
    }),
});
