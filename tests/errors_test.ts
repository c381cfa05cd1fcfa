import { assertEquals } from "@std/assert";
import { BusyError, UsageError, UserError } from "../lib/errors.ts";

Deno.test("UserError carries a hint, details and an exit code", () => {
  const error = new UserError("Cannot x: y", { hint: "do z", details: ["a"] });
  assertEquals([error.hint, error.details, error.exitCode], ["do z", ["a"], 1]);
  assertEquals(new UsageError("m").exitCode, 2);
  assertEquals(new BusyError("m").exitCode, 3);
});
