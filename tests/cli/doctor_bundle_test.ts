import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "@std/path";
import { doctor, inSession } from "./sound_project.ts";

Deno.test("doctor run() packs configuration and session with --bundle, without a secret and without provider logs", () =>
  inSession(async (project, { paths }) => {
    const secrets = ["1234567:tokentoken", "hunter22-very-secret"];
    const folder = join(project.home, ".config/samocode");
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(
      join(folder, ".env"),
      `TELEGRAM_BOT_TOKEN=${secrets[0]}\nTELEGRAM_CHAT_ID=4711\nOTHER=abc\n`,
    );
    await Deno.writeTextFile(
      join(folder, "config.yaml"),
      `version: 1\nnotify: curl example.org/${secrets[1]}\n`,
    );
    await Deno.writeTextFile(paths.log, `said ${secrets[0]}\n`);
    await Deno.mkdir(paths.logs);
    await Deno.writeTextFile(join(paths.logs, "a.jsonl"), "the provider's");
    const { lines, terminal } = await doctor(project, {
      words: ["auth"],
      flags: { bundle: true },
      env: { SAMOCODE_NOTIFY: "", MY_API_KEY: secrets[1]! },
    });
    const path = lines.at(-1) ?? "";
    try {
      assertEquals((await Deno.stat(path)).mode! & 0o077, 0);
      const out = await new Deno.Command("tar", {
        args: ["-xzf", path, "-C", dirname(path)],
      }).output();
      assert(out.success);
      const bundle = join(dirname(path), "samocode-bundle");
      const names = [...Deno.readDirSync(bundle)].map(({ name }) => name);
      assertEquals(names.sort(), [
        "_journal.jsonl",
        "_overview.md",
        "config.json",
        "config.yaml",
        "doctor.txt",
        "env.txt",
        "samocode.txt",
        "session.log",
        "system.txt",
      ]);
      const read = (name: string) => Deno.readTextFile(join(bundle, name));
      for (const name of names) {
        const text = await read(name);
        for (const secret of secrets) assert(!text.includes(secret), name);
      }
      assertEquals(
        await read("env.txt"),
        "TELEGRAM_BOT_TOKEN=***\nTELEGRAM_CHAT_ID=***\nOTHER=***\n",
      );
      assertStringIncludes(await read("config.yaml"), "notify: ***");
      assertStringIncludes(await read("session.log"), "said ***");
      assertStringIncludes(await read("_journal.jsonl"), "session-created");
      const config = JSON.parse(await read("config.json"));
      assertEquals(config.telegram, "***");
      assertStringIncludes(terminal.errLines.join(), "Look into it");
    } finally {
      if (path !== "") await Deno.remove(dirname(path), { recursive: true });
    }
  }));
