import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { digest } from "../../lib/session/digest.ts";
import { settlePending } from "../../lib/session/settle.ts";
import type { Row } from "../../lib/workflow/row.ts";
import type { OverviewChange } from "../../lib/workflow/rows/overview_rows.ts";
import { OVERVIEW, withSession } from "./fixture.ts";

const FLOW =
  "- [005 @ 01-15 15:20] Phase transition: planning -> implementation";
const AFTER = OVERVIEW
  .replace("Phase: planning", "Phase: implementation")
  .replace("plan-ci.md\n\n## Files", `plan-ci.md\n${FLOW}\n\n## Files`);

/** A row whose change was announced, and of which nothing more is known. */
function pending(
  rest: Readonly<Record<string, unknown>> = { from: "planning" },
): Row & { readonly change: OverviewChange } {
  return {
    kind: "decided",
    ...rest,
    change: {
      before: digest(OVERVIEW),
      after: digest(AFTER),
      fields: { Phase: "implementation" },
      flow: FLOW,
    },
    // Only these parts are looked at.
  } as unknown as Row & { readonly change: OverviewChange };
}

const write = (path: string, text: string) =>
  Deno.writeTextFileSync(path, text);

Deno.test("settlePending() makes a change that was not made, once", () =>
  withSession(async (paths) => {
    write(paths.overview, OVERVIEW);
    for (let time = 0; time < 2; time++) {
      assertEquals(await settlePending(paths, pending()), digest(AFTER));
      assertEquals(Deno.readTextFileSync(paths.overview), AFTER);
    }
  }));

Deno.test("settlePending() makes it on what a person saved since, and keeps every line of that", () =>
  withSession(async (paths) => {
    write(paths.overview, OVERVIEW.replace("## Task\n", "## Task\nMine.\n"));
    const hash = await settlePending(paths, pending());
    const text = Deno.readTextFileSync(paths.overview);
    assertEquals(hash, digest(text));
    assertEquals(text, AFTER.replace("## Task\n", "## Task\nMine.\n"));
  }));

Deno.test("settlePending() leaves a change alone that was made before a person saved", () =>
  withSession(async (paths) => {
    const edited = AFTER.replace("## Task\n", "## Task\nMine.\n");
    write(paths.overview, edited);
    assertEquals(await settlePending(paths, pending()), digest(AFTER));
    assertEquals(Deno.readTextFileSync(paths.overview), edited);
  }));

Deno.test("settlePending() makes the change of a preparation on a text that somebody edited", () =>
  withSession(async (paths) => {
    write(
      paths.overview,
      OVERVIEW.replace("Phase: planning", "Phase: init")
        .replace("## Task\n", "## Task\nMine.\n"),
    );
    await settlePending(paths, pending({ kind: "worktree-ready" }));
    const text = Deno.readTextFileSync(paths.overview);
    assertStringIncludes(text, "Phase: implementation");
    assertStringIncludes(text, FLOW);
    assertStringIncludes(text, "Mine.");
  }));

Deno.test("settlePending() goes on from the swap when a writer died in the middle of the exchange", () =>
  withSession(async (paths) => {
    write(paths.swap, OVERVIEW);
    assertEquals(await settlePending(paths, pending()), digest(AFTER));
    assertEquals(Deno.readTextFileSync(paths.overview), AFTER);
    assert(
      [...Deno.readDirSync(paths.folder)].every(({ name }) =>
        !name.endsWith(".swap")
      ),
    );
  }));

Deno.test("settlePending() waits for an overview that is missing", () =>
  withSession(async (paths) => {
    assertEquals(await settlePending(paths, pending()), null);
    write(paths.overview, OVERVIEW);
    assertEquals(await settlePending(paths, pending()), digest(AFTER));
  }));
