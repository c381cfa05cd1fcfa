import { assertEquals, assertThrows } from "@std/assert";
import {
  isFolder,
  listFolder,
  readFile,
  readTextOrNull,
  sha256,
  writeAtomic,
  writeNew,
} from "../../lib/system/files.ts";

async function withFolder(
  test: (folder: string) => void | Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readFile() takes a regular file and refuses links, folders, pipes and what is too large", () =>
  withFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/a`, "text");
    Deno.symlinkSync(`${folder}/a`, `${folder}/link`);
    new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).outputSync();
    const kinds = ["a", "none", "link", "pipe", "."].map((name) =>
      readFile(`${folder}/${name}`, 10).kind
    );
    assertEquals(kinds, ["text", "missing", "refused", "refused", "refused"]);
    assertEquals(readFile(`${folder}/a`, 3), {
      kind: "refused",
      reason: "it has 4 bytes, more than 3",
    });
  }));

Deno.test("readFile() keeps bytes that are no UTF-8", () =>
  withFolder((folder) => {
    const bytes = Uint8Array.of(97, 255, 98);
    Deno.writeFileSync(`${folder}/a`, bytes);
    const reading = readFile(`${folder}/a`, 10);
    assertEquals(reading.kind === "text" && reading.text, "a\uFFFDb");
    assertEquals(reading.kind === "text" && reading.bytes, bytes);
  }));

Deno.test("writeAtomic() leaves the old file and no other when it fails", () =>
  withFolder((folder) => {
    Deno.mkdirSync(`${folder}/taken/in`, { recursive: true });
    assertThrows(() => writeAtomic(`${folder}/taken`, "x"));
    assertEquals(listFolder(folder).map(({ name }) => name), ["taken"]);
    writeAtomic(`${folder}/a`, "one");
    writeAtomic(`${folder}/a`, "two");
    assertEquals(Deno.readTextFileSync(`${folder}/a`), "two");
    assertEquals(Deno.statSync(`${folder}/a`).mode! & 0o777, 0o600);
  }));

Deno.test("writeNew() never writes over a file", () =>
  withFolder((folder) => {
    writeNew(`${folder}/a`, "one");
    assertThrows(
      () => writeNew(`${folder}/a`, "two"),
      Deno.errors.AlreadyExists,
    );
    assertEquals(readTextOrNull(`${folder}/a`), "one");
    assertEquals(readTextOrNull(`${folder}/b`), null);
  }));

Deno.test("isFolder() tells a folder from a file, from nothing, and from a path through a file", () =>
  withFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/a`, "");
    assertEquals(
      [folder, `${folder}/a`, `${folder}/b`, `${folder}/a/b`].map(isFolder),
      [true, false, false, false],
    );
  }));

Deno.test("sha256() hashes text as UTF-8", async () => {
  assertEquals(
    await sha256("abc"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
