import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  changedOverview,
  changeOverview,
} from "../../lib/session/change_overview.ts";
import { digest } from "../../lib/session/digest.ts";
import { olderFlow } from "../../lib/session/older_flow.ts";
import { sessionPaths } from "../../lib/session/paths.ts";

function entries(from: number, to: number): string {
  let text = "";
  for (let n = from; n <= to; n++) text += `- [${n}] done\n`;
  return text;
}

const LONG = `## Status\nPhase: work\n\n## Flow Log\n${entries(1, 300)}`;

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
    const edit = { fields: { Phase: "testing" }, flow: "- [301] done" };
    const told = changedOverview(paths, { text: LONG, edit });
    const { after } = await changeOverview(paths, edit);
    const text = await Deno.readTextFile(paths.overview);
    assertEquals(text, told);
    assertEquals(digest(text), after);
    assert(text.includes("Phase: testing"));
    assert(!text.includes("- [101] done"));
    assert(text.endsWith(entries(102, 301)));
    assertEquals(await Deno.readTextFile(paths.olderFlow), entries(1, 101));
    assertEquals(olderFlow(paths).length, 101);
  });
});

Deno.test("changeOverview() adds to the older entries", async () => {
  await inSession(async (paths) => {
    await Deno.writeTextFile(paths.olderFlow, "- [0] done\n");
    await changeOverview(paths, { flow: "- [301] done" });
    assertEquals(await Deno.readTextFile(paths.olderFlow), entries(0, 101));
  });
});

Deno.test("changeOverview() moves nothing twice after a crash in between", async () => {
  await inSession(async (paths) => {
    await Deno.writeTextFile(paths.olderFlow, entries(1, 101));
    await changeOverview(paths, { flow: "- [301] done" });
    assertEquals(await Deno.readTextFile(paths.olderFlow), entries(1, 101));
  });
});

Deno.test("changeOverview() keeps all in the overview where something else has the name of the file", async () => {
  await inSession(async (paths) => {
    const elsewhere = join(paths.folder, "elsewhere.md");
    await Deno.writeTextFile(elsewhere, "mine\n");
    await Deno.symlink(elsewhere, paths.olderFlow);
    await changeOverview(paths, { flow: "- [301] done" });
    const text = await Deno.readTextFile(paths.overview);
    assertEquals(text, `${LONG}- [301] done\n`);
    assertEquals(await Deno.readTextFile(elsewhere), "mine\n");
    assertEquals(olderFlow(paths), []);
  });
});
