import { assertEquals } from "@std/assert";
import { asDiskError } from "../../lib/system/disk_error.ts";

/** What the platform throws. */
function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
}

Deno.test("asDiskError() tells a full disk from a bug", () => {
  const file = Deno.openSync("/dev/full", { write: true });
  const full = thrown(() => file.writeSync(new Uint8Array(1)));
  file.close();
  const error = asDiskError(full);
  assertEquals(error?.hint, "free some space and run again");
  assertEquals(error?.message.startsWith("Cannot go on: No space left"), true);
  assertEquals(error?.cause, full);
});

Deno.test("asDiskError() leaves other failures alone", () => {
  const missing = thrown(() => Deno.readFileSync("/dev/null/x"));
  for (const other of [missing, new Error("x"), "ENOSPC", null, undefined]) {
    assertEquals(asDiskError(other), null);
  }
});
