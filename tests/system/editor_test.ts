import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { editText } from "../../lib/system/editor.ts";

/** Edits in an empty environment, and tells what is left in the folder for temporary files. */
async function edit(command: string, text: string) {
  const cwd = await Deno.makeTempDir();
  const env = { PATH: Deno.env.get("PATH") ?? "" };
  try {
    return await editText(command, { text, env, cwd });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test("editText() returns what the editor saved, also in a new file in the place of the first", async () => {
  assertEquals(await edit("true", "as it was\n"), "as it was\n");
  assertEquals(await edit("sed -i.old s/was/is/", "as it was\n"), "as it is\n");
  const replace = `sh -c 'echo new >"$1.x" && mv "$1.x" "$1"' sh`;
  assertEquals(await edit(replace, "old"), "new\n");
});

Deno.test("editText() refuses an editor that fails, is not there, or takes the file away", async () => {
  const cases = {
    "exit 3;": "it ended with 3",
    "/no/such/editor": "it ended with 127",
    "rm": "the file is gone",
    'sh -c \'rm "$1" && mkdir "$1"\' sh': "it is a folder",
  };
  for (const [command, why] of Object.entries(cases)) {
    await assertRejects(() => edit(command, "x"), UserError, why);
  }
});

Deno.test("editText() leaves no copy of the text", async () => {
  const path = await edit('sh -c \'echo "$1" >"$1"\' sh', "secret");
  await assertRejects(() => Deno.lstat(path.trim()), Deno.errors.NotFound);
});
