import { assertEquals, assertThrows } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { UserError } from "../../lib/errors.ts";
import { startDetached } from "../../lib/system/detached.ts";
import { members, numberIn, until } from "./survivors.ts";

async function inFolder(
  test: (folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function shell(folder: string, script: string) {
  return {
    file: "/bin/sh",
    args: ["-c", script, "sh", folder],
    env: { PATH: "/usr/bin:/bin" },
    cwd: folder,
    log: `${folder}/log`,
  };
}

Deno.test("startDetached() appends standard error to the log and tells the exit code", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/log`, "before\n");
    const run = startDetached(
      shell(folder, "echo out; echo err >&2; cat; exit 7"),
    );
    await run.ended;
    assertEquals(run.code, 7);
    assertEquals(Deno.readTextFileSync(`${folder}/log`), "before\nerr\n");
  }));

Deno.test("startDetached() leads a session of its own with the program's pid", () =>
  inFolder(async (folder) => {
    new Deno.Command("mkfifo", { args: [`${folder}/gate`] }).outputSync();
    const run = startDetached(
      shell(folder, 'echo $$ >"$1/pid"; read -r _ <"$1/gate"'),
    );
    assertEquals(await numberIn(`${folder}/pid`), run.pid);
    assertEquals(members(run.pid), [run.pid]);
    assertEquals(run.code, null);
    Deno.kill(run.pid, "SIGKILL");
    await run.ended;
    assertEquals(run.code, 137);
  }));

Deno.test("startDetached() makes a log that only its owner reads, and follows no link", () =>
  inFolder(async (folder) => {
    await startDetached(shell(folder, "exit 0")).ended;
    assertEquals(Deno.statSync(`${folder}/log`).mode! & 0o777, 0o600);
    Deno.symlinkSync(`${folder}/log`, `${folder}/link`);
    assertThrows(
      () =>
        startDetached({ ...shell(folder, "exit 0"), log: `${folder}/link` }),
      UserError,
      "it is a link",
    );
  }));

Deno.test("startDetached() passes on variables that no shell can name, and nothing of ours", () =>
  inFolder(async (folder) => {
    const env = { PATH: "/usr/bin:/bin", "a.b": "1" };
    const script = "tr '\\0' '\\n' </proc/$$/environ >&2";
    const run = startDetached({ ...shell(folder, script), env });
    await run.ended;
    const lines = Deno.readTextFileSync(`${folder}/log`).split("\n");
    assertEquals(lines.includes("a.b=1"), true);
    assertEquals(lines.some((line) => line.startsWith("HOME=")), false);
  }));

Deno.test("startDetached() keeps no pipe of its starter open", () =>
  inFolder(async (folder) => {
    const module = new URL("../../lib/system/detached.ts", import.meta.url);
    Deno.writeTextFileSync(
      `${folder}/start.ts`,
      `import { startDetached } from "${module}";
      const spec = ${
        JSON.stringify(shell(folder, 'echo $$ >"$1/pid"; sleep 60'))
      };
      console.log(startDetached(spec).pid);
      Deno.exit(0);`,
    );
    const config = fromFileUrl(new URL("../../deno.json", import.meta.url));
    // The third pipe is one that only the shell knows.
    const { stdout } = await new Deno.Command("/bin/sh", {
      args: [
        "-c",
        '{ "$@" 3>&1; } 2>&1 | cat',
        "sh",
        Deno.execPath(),
        ...["run", "-A", "--no-check", "--config", config],
        `${folder}/start.ts`,
      ],
      stdin: "null",
    }).output();
    const pid = Number(new TextDecoder().decode(stdout));
    try {
      assertEquals(await numberIn(`${folder}/pid`), pid);
    } finally {
      Deno.kill(-pid, "SIGKILL");
    }
    await until(() => members(pid).length === 0);
  }));
