import { assertEquals } from "@std/assert";
import { isSystemError } from "../../lib/system/system_error.ts";

Deno.test("isSystemError() knows what the system refuses from a mistake of ours", () => {
  const caught = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return error;
    }
  };
  const missing = caught(() => Deno.readTextFileSync("/there/is/no/such/file"));
  const folder = caught(() => Deno.writeTextFileSync("/", "x"));
  const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
  const mistake = caught(() => JSON.parse("{"));
  assertEquals(
    [missing, folder, full, mistake, undefined, "ENOENT"].map(isSystemError),
    [true, true, true, false, false, false],
  );
});
