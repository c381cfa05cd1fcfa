/**
 * Lets every step of a session go wrong in every way, and prints what became of it: `deno task chaos [EVERY]`.
 *
 * @module
 */

import { FAULTS } from "./faults.ts";
import { fixedInput, playAll, roomInMemory } from "./matrix.ts";

const every = Number(Deno.args[0] ?? "1");
const home = await Deno.makeTempDir(await roomInMemory());
try {
  const matrix = await playAll(
    { home, input: await fixedInput(), every },
    (line) => console.error(line),
  );
  const names = [
    "fault",
    "provider",
    "recovered",
    "duplicated",
    "lost",
    "not reached",
  ];
  console.log(names.map((name) => name.padEnd(12)).join(""));
  for (const row of matrix.rows) {
    const cells = [
      row.fault,
      row.orphan,
      row.recovered,
      row.duplicated,
      row.lost,
      row.unreached,
    ];
    console.log(cells.map((cell) => String(cell).padEnd(12)).join(""));
  }
  for (const failure of matrix.failures) console.log(failure);
  console.log(
    `${matrix.steps} steps, ${FAULTS.length} faults, ${matrix.failures.length} not recovered`,
  );
  if (matrix.failures.length > 0) Deno.exitCode = 1;
} finally {
  Deno.removeSync(home, { recursive: true });
}
