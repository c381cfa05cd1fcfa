import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { startRoom } from "../../lib/system/room.ts";
import type { ProbeEnd, ProbeStart } from "./room_probe.ts";

/** Runs the probe in a room of two folders, with links laid in the session that lead out of it. */
async function probe(): Promise<ProbeEnd> {
  const home = await Deno.realPath(await Deno.makeTempDir());
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () =>
      new Response("export {};", {
        headers: { "content-type": "text/javascript" },
      }),
  );
  const [session, worktree, outside] = ["session", "worktree", "outside"]
    .map((name) => join(home, name)) as [string, string, string];
  for (const folder of [session, worktree, outside]) Deno.mkdirSync(folder);
  Deno.writeTextFileSync(join(outside, "secret"), "secret");
  Deno.symlinkSync(outside, join(session, "link"));
  Deno.symlinkSync(join(outside, "secret"), join(session, "file"));
  const victim = new Deno.Command("/bin/sleep", { args: ["60"] }).spawn();
  const room = startRoom(new URL("./room_probe.ts", import.meta.url), {
    folders: [session, worktree],
  });
  try {
    const end = await new Promise<ProbeEnd>((resolve, reject) => {
      room.addEventListener("message", ({ data }) => resolve(data as ProbeEnd));
      room.onFailure(reject);
      const url = `http://127.0.0.1:${server.addr.port}/`;
      const paths = { session, worktree, outside };
      const start: ProbeStart = { ...paths, url, victim: victim.pid };
      room.postMessage(start);
    });
    const left = [...Deno.readDirSync(outside)].map(({ name }) => name);
    assertEquals(left, ["secret"]);
    return end;
  } finally {
    room.close();
    victim.kill("SIGKILL");
    await victim.status;
    await server.shutdown();
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("startRoom() lets its code write in the two folders, and do nothing else at all", async () => {
  const tries = await probe();
  const done = Object.keys(tries).filter((name) => tries[name] === "done");
  assertEquals(done, ["write in the session", "write in the worktree"]);
  const others = new Set(
    Object.entries(tries).filter(([, how]) => how !== "done")
      .map(([, how]) => how),
  );
  // The platform's own refusal, the path check's, or that of the file layer.
  assertEquals(
    [...others].filter((how) =>
      !["NotCapable", "UserError", "Refused"].includes(how)
    ),
    [],
    JSON.stringify(tries, null, 2),
  );
});
