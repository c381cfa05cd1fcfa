import { assertEquals } from "@std/assert";
import { signals } from "../fakes/acts.ts";
import { plans, withEngine } from "./stage.ts";

Deno.test("runLoop() tells once of a text of the overview that found no place", () =>
  withEngine(async (stage) => {
    const name = "_overview.kept-0badcafe.md";
    const stays = signals({ status: "continue" });
    const { host } = await stage.run([
      (start) => {
        Deno.writeTextFileSync(`${stage.paths.folder}/${name}`, "mine\n");
        stays(start);
      },
      stays,
      plans,
    ]);
    const kept = host.told.filter(({ event }) => event === "kept");
    assertEquals(kept.map(({ level, text }) => [level, text.includes(name)]), [
      ["warn", true],
    ]);
  }));
