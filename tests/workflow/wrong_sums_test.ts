import { assertEquals } from "@std/assert";
import { chainRows } from "../../lib/session/verify.ts";
import type { Row } from "../../lib/workflow/row.ts";
import { wrongSums } from "../../lib/workflow/wrong_sums.ts";
import { finishes, moves, plans, withEngine } from "../engine/stage.ts";

const VERSION = "0.0.0";

Deno.test("wrongSums() finds an end of a run that tells something else than the rows before it", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    await stage.run([moves, finishes]);
    const rows = chainRows(await Deno.readFile(stage.paths.journal));
    const ends = rows.filter(({ kind }) => kind === "run-stopped");
    assertEquals(ends.length, 2);
    assertEquals(wrongSums(rows, VERSION), []);
    const changed = rows.map((row): Row =>
      row.kind === "gate-opened" ? { ...row, planHash: "0" } : row
    );
    assertEquals(wrongSums(changed, VERSION), [ends[1]!.seq]);
    assertEquals(wrongSums(changed, "0.0.1"), []);
  }));
