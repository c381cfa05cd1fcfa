import { assert, assertEquals, assertThrows } from "@std/assert";
import { dirname, join } from "@std/path";
import { chosenProviders } from "../../lib/cli/install/chosen.ts";
import { itemsOf } from "../../lib/cli/install/items.ts";
import { marked, readMark } from "../../lib/cli/install/mark.ts";
import { run as install } from "../../lib/cli/install.ts";
import { run as uninstall } from "../../lib/cli/uninstall.ts";
import { VERSION } from "../../lib/cli/version.ts";
import { UsageError } from "../../lib/errors.ts";
import { type FakeTerminal, fakeTerminal } from "../fakes/terminal.ts";

const RUN = "skills/samocode-run/SKILL.md";

interface Scene {
  readonly home: string;
  readonly claude: string;
  readonly codex: string;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Paths of all files and links, sorted. */
  files(folder?: string): readonly string[];
  call(
    code: typeof install,
    words?: readonly string[],
    flags?: Record<string, boolean>,
  ): Promise<FakeTerminal & { readonly code: number }>;
}

/** A person's home folder in which nothing is; paths of `read` and `write` are in its `.claude`. */
async function inHome(test: (scene: Scene) => Promise<void>): Promise<void> {
  const home = await Deno.realPath(await Deno.makeTempDir());
  const claude = join(home, ".claude");
  try {
    await test({
      home,
      claude,
      codex: join(home, ".codex"),
      read: (path) => Deno.readTextFile(join(claude, path)),
      async write(path, text) {
        await Deno.mkdir(dirname(join(claude, path)), { recursive: true });
        await Deno.writeTextFile(join(claude, path), text);
      },
      files: (folder = claude) => walk(folder).sort(),
      async call(code, words = [], flags = {}) {
        const terminal = fakeTerminal({ cwd: home, env: { HOME: home } });
        const exit = await code({ flags, positionals: words }, terminal);
        return { ...terminal, code: exit };
      },
    });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

function walk(folder: string, front = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const path = `${front}${entry.name}`;
    return entry.isDirectory
      ? walk(join(folder, entry.name), `${path}/`)
      : [path];
  });
}

function source(path: string): string {
  return Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));
}

Deno.test("install run() puts what is about samocode into folders that it makes, each file with its mark", () =>
  inHome(async ({ files, read, call }) => {
    const { code, outLines, errLines } = await call(install, ["claude"]);
    assertEquals(code, 0);
    assertEquals(files(), [
      "commands/samocode-implement.md",
      "commands/session-archive.md",
      "commands/session-continue.md",
      "commands/session-start.md",
      "commands/session-sync.md",
      RUN,
      "skills/session-management/SKILL.md",
    ]);
    for (const path of files()) {
      const mark = await readMark(await read(path));
      assert(mark.kind === "ours" && !mark.changed, path);
      assertEquals([mark.version, mark.text], [VERSION, source(path)]);
      assert(outLines.includes(`  ${path} installed`), path);
    }
    assertEquals(errLines.at(-1), "Next: samocode doctor");
  }));

Deno.test("install run() brings everything for people with --all, and no skill of a phase ever", () =>
  inHome(async ({ files, call }) => {
    await call(install, ["claude"], { all: true });
    const expected = itemsOf("claude").map(({ path }) => path);
    assertEquals(files(), [...expected].sort());
    assertEquals(expected.length, 13);
    const phases = "investigation requirements planning implementation testing"
      .split(" ").concat("quality", "done");
    for (const phase of phases) {
      assert(!expected.includes(`skills/${phase}/SKILL.md`), phase);
    }
  }));

Deno.test("install run() gives Codex its skills and says that it has no commands", () =>
  inHome(async ({ codex, files, call }) => {
    const { outLines } = await call(install, ["codex"]);
    assertEquals(files(codex), [RUN, "skills/session-management/SKILL.md"]);
    assert(outLines.some((line) => line.includes("has no commands")));
  }));

Deno.test("install run() refreshes what an older version put, and leaves what is up to date", () =>
  inHome(async ({ read, write, call }) => {
    await write(RUN, await marked("an old text\n", "0.0.1"));
    const { outLines } = await call(install, ["claude"]);
    assert(outLines.includes(`  ${RUN} updated from 0.0.1`));
    const now = await read(RUN);
    assert(now.startsWith(source(RUN)));
    const again = await call(install, ["claude"]);
    assert(again.outLines.includes(`  ${RUN} is up to date`));
    assertEquals(await read(RUN), now);
  }));

Deno.test("install run() refreshes what came with --all without being told again, and removes what is no longer brought", () =>
  inHome(async ({ files, write, call }) => {
    const dive = "skills/dive/SKILL.md";
    await write(dive, await marked("an old text\n", "0.0.1"));
    await write("commands/gone.md", await marked("an old text\n", "0.0.1"));
    const { outLines } = await call(install, ["claude"]);
    assert(outLines.includes(`  ${dive} updated from 0.0.1`));
    assert(!files().includes("commands/gone.md"));
    assert(files().includes(dive));
  }));

Deno.test("install run() touches nothing that the person changed or that is somebody else's, not even with --replace-old", () =>
  inHome(async ({ home, claude, read, write, call }) => {
    await write(RUN, await marked("an old text\n", "0.0.1"));
    await write(RUN, `my own line\n${await read(RUN)}`);
    await write("commands/session-sync.md", "Sync my music.\n");
    await write("skills/session-management/notes.txt", "mine");
    await Deno.writeTextFile(join(home, "elsewhere.md"), "linked\n");
    await Deno.symlink(
      join(home, "elsewhere.md"),
      join(claude, "commands/session-start.md"),
    );
    const before = [
      await read(RUN),
      await read("commands/session-sync.md"),
      await read("commands/session-start.md"),
    ];
    const { code, outLines } = await call(install, ["claude"], {
      "replace-old": true,
    });
    assertEquals(code, 0);
    assertEquals([
      await read(RUN),
      await read("commands/session-sync.md"),
      await read("commands/session-start.md"),
    ], before);
    const warnings = outLines.filter((line) => line.includes("warning: "));
    assertEquals(warnings.length, 4);
    assert(warnings.every((line) => line.endsWith("left as it is")));
  }));

Deno.test("install run() replaces what an earlier samocode wrote only with --replace-old, and keeps it", () =>
  inHome(async ({ home, claude, read, write, call }) => {
    const old = "---\nname: samocode-run\n---\npython main.py, _overview.md\n";
    await write(RUN, old);
    await write("skills/samocode-run/extra.txt", "too");
    const checkout = join(home, "checkout/session-management");
    await Deno.mkdir(checkout, { recursive: true });
    await Deno.writeTextFile(join(checkout, "SKILL.md"), "See `_overview.md`");
    await Deno.symlink(checkout, join(claude, "skills/session-management"));
    const careful = await call(install, ["claude"]);
    assertEquals(await read(RUN), old);
    assert(careful.outLines.some((l) => l.includes("--replace-old replaces")));

    await call(install, ["claude"], { "replace-old": true });
    assert((await read(RUN)).startsWith(source(RUN)));
    assertEquals(await read("samocode-old/skills/samocode-run/SKILL.md"), old);
    const kept = join(claude, "samocode-old/skills");
    assertEquals(
      Deno.readTextFileSync(join(kept, "samocode-run/extra.txt")),
      "too",
    );
    assert(Deno.lstatSync(join(kept, "session-management")).isSymlink);
    assert(
      !Deno.lstatSync(join(claude, "skills/session-management")).isSymlink,
    );
    assertEquals(
      await Deno.readTextFile(join(checkout, "SKILL.md")),
      "See `_overview.md`",
    );
  }));

Deno.test("install run() changes nothing with --dry-run, and tells what it would do", () =>
  inHome(async ({ claude, files, call }) => {
    await Deno.mkdir(claude);
    const { outLines } = await call(install, [], { "dry-run": true });
    assertEquals(outLines[0], `claude: ${claude}`);
    assert(outLines.includes(`  ${RUN} would be installed`));
    assertEquals(files(), []);
  }));

Deno.test("install run() tells what it could not write, goes on, and ends with 1", () =>
  inHome(async ({ write, files, call }) => {
    await write("commands", "a file in the way");
    const { code, outLines } = await call(install, ["claude"]);
    assertEquals(code, 1);
    const failed = outLines.filter((line) => line.startsWith("  failed: "));
    assertEquals(failed.length, 5);
    assert(files().includes(RUN));
  }));

Deno.test("uninstall run() removes what install put, and nothing that was changed or is somebody else's", () =>
  inHome(async ({ read, write, files, call }) => {
    await write("commands/mine.md", "mine");
    await call(install, ["claude"], { all: true });
    await write(RUN, `${await read(RUN)}\nmore\n`);
    const dry = await call(uninstall, ["claude"], { "dry-run": true });
    assert(dry.outLines.some((line) => line.endsWith("would be removed")));
    assertEquals(files().length, 14);
    await call(uninstall, ["claude"]);
    assertEquals(files(), ["commands/mine.md", RUN]);
  }));

Deno.test("chosenProviders() takes those that are found, by folder or by program", () =>
  inHome(async ({ home, codex }) => {
    const env = { HOME: home, PATH: join(home, "bin") };
    const terminal = fakeTerminal({ cwd: home, env });
    const names = () => chosenProviders(undefined, terminal);
    assertThrows(names, UsageError, "on this machine");
    await Deno.mkdir(codex);
    assertEquals(names().map(({ provider }) => provider), ["codex"]);
    await Deno.mkdir(join(home, "bin"));
    await Deno.writeTextFile(join(home, "bin/claude"), "", { mode: 0o755 });
    assertEquals(names().map(({ provider }) => provider), ["claude", "codex"]);
    const moved = fakeTerminal({ cwd: home, env: { CODEX_HOME: "/c" } });
    assertEquals(chosenProviders("codex", moved)[0]?.home, "/c");
    assertThrows(() => chosenProviders("gemini", terminal), UsageError);
  }));
