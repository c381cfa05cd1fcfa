import { assertEquals } from "@std/assert";
import { keptTexts } from "../../lib/session/kept_texts.ts";
import { mendNotebook } from "../../lib/session/notebook.ts";
import { OVERVIEW, withSession } from "./fixture.ts";

Deno.test("keptTexts() finds what an exchange of the overview had to keep, and nothing else", () =>
  withSession((paths) => {
    Deno.writeTextFileSync(paths.overview, OVERVIEW);
    Deno.writeTextFileSync(paths.swap, `${OVERVIEW}- mine\n`);
    Deno.mkdirSync(`${paths.folder}/_overview.kept-0badcafe.md`);
    assertEquals(keptTexts(paths), []);
    mendNotebook(paths);
    const kept = keptTexts(paths);
    assertEquals(kept.map((path) => Deno.readTextFileSync(path)), [
      `${OVERVIEW}- mine\n`,
    ]);
  }));
