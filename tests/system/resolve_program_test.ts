import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { resolveProgram } from "../../lib/system/resolve_program.ts";

Deno.test("resolveProgram() finds the file, or tells what is missing", () => {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  try {
    const file = (name: string, text: string, mode = 0o755) => {
      Deno.writeTextFileSync(`${folder}/${name}`, text);
      Deno.chmodSync(`${folder}/${name}`, mode);
      return `${folder}/${name}`;
    };
    const env = { PATH: `/usr/bin:/bin:${folder}` };
    const good = file("good", "#! /bin/sh -e\n");
    assertEquals(resolveProgram("good", env), good);
    assertEquals(resolveProgram(good, env), good);
    const refused = (name: string, words: string) =>
      assertThrows(() => resolveProgram(name, env), UserError, words);
    refused("no-such-program", "not found on PATH");
    refused(`${folder}/none`, "no executable file");
    refused(file("plain", "", 0o644), "no executable file");
    const broken = file("broken", `#!${folder}/python\nprint()\n`);
    refused(broken, `it needs "${folder}/python", which does not exist`);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
