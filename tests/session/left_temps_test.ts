import { assertEquals } from "@std/assert";
import { removeLeftTemps } from "../../lib/session/left_temps.ts";
import { withSession } from "./fixture.ts";

Deno.test("removeLeftTemps() removes files of ours, and nothing that only has such a name", () =>
  withSession(async (paths) => {
    const path = (name: string) => `${paths.folder}/${name}`;
    const names = () => [...Deno.readDirSync(paths.folder)].map((e) => e.name);
    await Deno.writeTextFile(path("._overview.md.12.0badcafe.tmp"), "half");
    await Deno.writeTextFile(path("._qa.md.12.0badcafe.tmp"), "half");
    const left = ["._mine.md.12.0badcafe.tmp", "._overview.md.13.0badcafe.tmp"];
    await Deno.writeTextFile(path(left[0]!), "somebody's");
    await Deno.mkdir(path(left[1]!));
    await Deno.writeTextFile(path(`${left[1]}/in.md`), "an agent's");
    removeLeftTemps(paths);
    assertEquals(names().sort(), left);
  }));
