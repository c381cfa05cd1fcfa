import { assertEquals } from "@std/assert";
import { plans, withEngine } from "./stage.ts";

Deno.test("runLoop() tells the next command with the place of the project, and journals it without", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([plans], {
      input: { place: " --config /app" },
    });
    const next = "samocode approve 26-01-15-greeting --run";
    const stopped = host.told.find(({ event }) => event === "stopped");
    assertEquals(stopped?.data?.["next"], `${next} --config /app`);
    assertEquals(host.notices.map((notice) => notice.next), [
      `${next} --config /app`,
    ]);
    assertEquals(stage.rows("run-stopped").map((row) => row.next), [next]);
  }));

Deno.test("runLoop() tells the next command with the place of the project when the journal is broken, too", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([() => {
      Deno.writeTextFileSync(stage.paths.journal, "no row\n", { append: true });
    }], { input: { place: " --config /app" } });
    for (const { next } of host.notices) {
      assertEquals(next?.endsWith(" --config /app"), true, String(next));
    }
    assertEquals(host.notices.length, 1);
  }));
