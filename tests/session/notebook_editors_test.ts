import { assert, assertEquals } from "@std/assert";
import { changeNotebook } from "../../lib/session/notebook.ts";
import { readOverview } from "../../lib/session/overview.ts";
import { editOverview } from "../../lib/session/overview_edit.ts";
import { OVERVIEW, printed, startModule, withSession } from "./fixture.ts";

const SAVES = 250;

for (
  const [way, seed] of [["place", 6], ["rename", 7], ["backup", 8]] as const
) {
  Deno.test(`changeNotebook() loses no save of an editor that saves by ${way}`, () =>
    withSession(async (paths) => {
      const { overview, folder } = paths;
      await Deno.writeTextFile(overview, OVERVIEW);
      const args = [overview, way, String(seed)];
      const saved = printed(startModule("editor_child.ts", args));
      let seen = 0;
      for (let round = 0; seen < SAVES && round < 5_000; round++) {
        const { text } = await changeNotebook(
          paths,
          (text) =>
            editOverview(text, {
              fields: { Iteration: String(round) },
              flow: `- round ${round}`,
            }),
        );
        seen = Number(text.match(/- person (\d+)\n$/)?.[1] ?? seen);
      }
      await Deno.writeTextFile(`${overview}.stop`, "");
      const count = Number(await saved);
      const { text } = await changeNotebook(
        paths,
        (text) => editOverview(text, { fields: { Phase: "done" } }),
      );
      assertEquals(await Deno.readTextFile(overview), text);
      assertEquals(readOverview(text).phase, "done");
      // What was saved is in the overview, or was put beside it.
      let all = "";
      for (const { name } of Deno.readDirSync(folder)) {
        assert(!name.endsWith(".swap") && !name.endsWith(".tmp"), name);
        if (name.endsWith(".md")) {
          all += await Deno.readTextFile(`${folder}/${name}`);
        }
      }
      assert(count > SAVES, `only ${count} saves`);
      for (let n = 0; n < count; n++) assert(all.includes(`- person ${n}\n`));
    }));
}
