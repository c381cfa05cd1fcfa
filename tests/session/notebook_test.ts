import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { digest } from "../../lib/session/digest.ts";
import {
  changeNotebook,
  createNotebook,
  MAX_OVERVIEW_BYTES,
  mendNotebook,
  readNotebook,
} from "../../lib/session/notebook.ts";
import { editOverview } from "../../lib/session/overview_edit.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { OVERVIEW, withSession } from "./fixture.ts";

const edit = (text: string) => editOverview(text, { fields: { Phase: "x" } });
const names = (paths: SessionPaths) =>
  [...Deno.readDirSync(paths.folder)].map(({ name }) => name).sort();

Deno.test("readNotebook() reads text and hash, or says why not", () =>
  withSession(async (paths) => {
    assertEquals(readNotebook(paths), { kind: "missing" });
    await Deno.writeTextFile(paths.overview, "\uFEFFé");
    const hash = digest("\uFEFFé");
    assertEquals(readNotebook(paths), { kind: "text", text: "\uFEFFé", hash });
    await Deno.rename(paths.overview, `${paths.folder}/a`);
    await Deno.symlink("a", paths.overview);
    const reason = "it is a link";
    assertEquals(readNotebook(paths), { kind: "refused", reason });
    await Deno.remove(paths.overview);
    const file = await Deno.create(paths.overview);
    await file.truncate(MAX_OVERVIEW_BYTES + 1);
    file.close();
    assertEquals(readNotebook(paths).kind, "refused");
  }));

Deno.test("createNotebook() makes an overview only where there is none", () =>
  withSession(async (paths) => {
    assert(createNotebook(paths, OVERVIEW));
    assertFalse(createNotebook(paths, "other"));
    assertEquals(await Deno.readTextFile(paths.overview), OVERVIEW);
    assertEquals(names(paths), ["_overview.md"]);
    await Deno.rename(paths.overview, paths.swap);
    assertFalse(createNotebook(paths, "other"));
    assertEquals(await Deno.readTextFile(paths.overview), OVERVIEW);
  }));

Deno.test("changeNotebook() changes the text, keeps the mode and leaves nothing behind", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.overview, OVERVIEW, { mode: 0o640 });
    const text = edit(OVERVIEW);
    assertEquals(await changeNotebook(paths, edit), {
      before: digest(OVERVIEW),
      after: digest(text),
      text,
    });
    assertEquals(await Deno.readTextFile(paths.overview), text);
    assertEquals((await Deno.lstat(paths.overview)).mode! & 0o777, 0o640);
    assertEquals(names(paths), ["_overview.md"]);
  }));

Deno.test("changeNotebook() keeps bytes that are no UTF-8", () =>
  withSession(async (paths) => {
    const latin = Uint8Array.of(0xff, 0x63, 0xe9, 10);
    const encoder = new TextEncoder();
    const before = Uint8Array.of(...latin, ...encoder.encode(OVERVIEW));
    await Deno.writeFile(paths.overview, before);
    await changeNotebook(paths, edit);
    assertEquals(
      await Deno.readFile(paths.overview),
      Uint8Array.of(...latin, ...encoder.encode(edit(OVERVIEW))),
    );
  }));

Deno.test("changeNotebook() does not touch a file that need not change", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.overview, OVERVIEW);
    const { ino } = await Deno.lstat(paths.overview);
    const { before, after } = await changeNotebook(paths, (text) => text);
    assertEquals([before, after], [digest(OVERVIEW), digest(OVERVIEW)]);
    assertEquals((await Deno.lstat(paths.overview)).ino, ino);
  }));

Deno.test("changeNotebook() computes again from what was saved while it computed", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.overview, OVERVIEW);
    const saved = `${OVERVIEW}- saved\n`;
    let calls = 0;
    const { before, text } = await changeNotebook(paths, (text) => {
      if (++calls === 1) Deno.writeTextFileSync(paths.overview, saved);
      return edit(text);
    });
    assertEquals([calls, before, text], [2, digest(saved), edit(saved)]);
    assertEquals(names(paths), ["_overview.md"]);
  }));

Deno.test("changeNotebook() waits for the end of a save that has only begun", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.overview, "");
    const change = changeNotebook(paths, edit);
    await Deno.writeTextFile(paths.overview, OVERVIEW);
    assertEquals((await change).text, edit(OVERVIEW));
  }));

Deno.test("changeNotebook() gives up on a file that is saved without end", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.overview, OVERVIEW);
    let calls = 0;
    const restless = (text: string) => {
      Deno.writeTextFileSync(paths.overview, `${OVERVIEW}- ${++calls}\n`);
      return edit(text);
    };
    await assertRejects(
      () => changeNotebook(paths, restless),
      UserError,
      "another program saves it all the time",
    );
    assertEquals(
      await Deno.readTextFile(paths.overview),
      `${OVERVIEW}- ${calls}\n`,
    );
    assertEquals(names(paths), ["_overview.md"]);
  }));

Deno.test("changeNotebook() refuses a missing overview and a link", () =>
  withSession(async (paths) => {
    const change = () => changeNotebook(paths, edit);
    await assertRejects(change, UserError, "it is missing");
    await Deno.writeTextFile(paths.log, OVERVIEW);
    await Deno.symlink("session.log", paths.overview);
    await assertRejects(change, UserError, "it is a link");
    assertEquals(await Deno.readTextFile(paths.log), OVERVIEW);
  }));

Deno.test("mendNotebook() puts the swap back where there is no overview", () =>
  withSession(async (paths) => {
    assertFalse(mendNotebook(paths));
    await Deno.writeTextFile(paths.swap, OVERVIEW);
    assert(mendNotebook(paths));
    assertEquals(await Deno.readTextFile(paths.overview), OVERVIEW);
    assertEquals(names(paths), ["_overview.md"]);
    assertFalse(mendNotebook(paths));
  }));

Deno.test("mendNotebook() drops a swap that says nothing else", () =>
  withSession(async (paths) => {
    const changed = editOverview(OVERVIEW, {
      fields: { Phase: "testing", Iteration: "5", Next: "Test" },
      flow: "- [005 @ 01-15 15:31] Phase transition",
    });
    for (const swap of [OVERVIEW, changed, ""]) {
      await Deno.writeTextFile(paths.overview, changed);
      await Deno.writeTextFile(paths.swap, swap);
      assert(mendNotebook(paths));
      assertEquals(await Deno.readTextFile(paths.overview), changed);
      assertEquals(names(paths), ["_overview.md"]);
    }
  }));

Deno.test("mendNotebook() keeps a swap in which somebody wrote, under a name of its own", () =>
  withSession(async (paths) => {
    const theirs = OVERVIEW.replace("Run the", "Do not run the");
    await Deno.writeTextFile(paths.overview, edit(OVERVIEW));
    await Deno.writeTextFile(paths.swap, theirs);
    assert(mendNotebook(paths));
    const kept = `_overview.kept-${digest(theirs).slice(0, 8)}.md`;
    assertEquals(names(paths), [kept, "_overview.md"].sort());
    assertEquals(await Deno.readTextFile(`${paths.folder}/${kept}`), theirs);
    assertEquals(await Deno.readTextFile(paths.overview), edit(OVERVIEW));
  }));

Deno.test("mendNotebook() removes what is no file, and follows no link", () =>
  withSession(async (paths) => {
    await Deno.writeTextFile(paths.overview, OVERVIEW);
    await Deno.writeTextFile(paths.log, "text");
    await Deno.symlink("session.log", paths.swap);
    assert(mendNotebook(paths));
    await Deno.mkdir(paths.swap);
    assert(mendNotebook(paths));
    assertEquals(names(paths), ["_overview.md", "session.log"]);
    assertEquals(await Deno.readTextFile(paths.log), "text");
  }));
