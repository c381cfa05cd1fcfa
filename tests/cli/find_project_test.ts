import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { dirname, join } from "@std/path";
import { findProjectFile } from "../../lib/cli/find_project.ts";
import { noteProject } from "../../lib/cli/known_projects.ts";
import { UsageError } from "../../lib/errors.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

/** A home folder with the projects `code/app`, `code/app-two` and `other/tool`, and a folder without one. */
async function inHome(test: (home: string) => void): Promise<void> {
  const home = await Deno.makeTempDir();
  try {
    for (const name of ["code/app", "code/app-two", "other/tool"]) {
      await Deno.mkdir(join(home, name, "src"), { recursive: true });
      await Deno.writeTextFile(join(home, name, ".samocode"), "");
    }
    await Deno.mkdir(join(home, "empty"));
    test(home);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

function terminalAt(cwd: string, home: string) {
  return fakeTerminal({ cwd, env: { HOME: home } });
}

function failure(action: () => unknown): UsageError {
  return assertThrows(action, UsageError);
}

Deno.test("findProjectFile() searches the current folder and its parents", () =>
  inHome((home) => {
    const file = join(home, "code/app/.samocode");
    const found = (path: string) =>
      findProjectFile(terminalAt(join(home, path), home));
    assertEquals(found("code/app"), file);
    assertEquals(found("code/app/src"), file);
  }));

Deno.test("findProjectFile() stops at the home folder when it is below it, and then tells how to make a project", () =>
  inHome((home) => {
    const above = join(home, ".samocode");
    Deno.writeTextFileSync(above, "");
    const at = join(home, "empty");
    const error = failure(() =>
      findProjectFile(fakeTerminal({ cwd: at, env: { HOME: at } }))
    );
    assertEquals([error.hint, error.exitCode], ["samocode init", 2]);
    assertEquals(findProjectFile(terminalAt(at, home)), above);
    // Not below the home folder: up to the root.
    assertEquals(findProjectFile(terminalAt(at, "/nowhere")), above);
  }));

Deno.test("findProjectFile() passes over a folder of that name", () =>
  inHome((home) => {
    Deno.mkdirSync(join(home, "code/app/src/.samocode"));
    const found = findProjectFile(terminalAt(join(home, "code/app/src"), home));
    assertEquals(found, join(home, "code/app/.samocode"));
  }));

Deno.test("findProjectFile() takes a file or a folder, relative or from home", () =>
  inHome((home) => {
    const file = join(home, "other/tool/.samocode");
    const terminal = terminalAt(join(home, "code"), home);
    for (
      const given of [
        file,
        dirname(file),
        "../other/tool",
        "~/other/tool/.samocode",
      ]
    ) assertEquals(findProjectFile(terminal, given), file);
  }));

Deno.test("findProjectFile() takes a unique part of a known project's folder name", () =>
  inHome((home) => {
    const terminal = terminalAt(join(home, "empty"), home);
    for (const name of ["code/app", "code/app-two", "other/tool", "gone"]) {
      noteProject(terminal, join(home, name, ".samocode"));
    }
    const found = (given: string) => findProjectFile(terminal, given);
    assertEquals(found("oo"), join(home, "other/tool/.samocode"));
    assertEquals(found("two"), join(home, "code/app-two/.samocode"));
    // The whole name wins over a part of another one.
    assertEquals(found("app"), join(home, "code/app/.samocode"));
    const several = failure(() => found("ap"));
    assertEquals(several.details, [
      join(home, "code/app/.samocode"),
      join(home, "code/app-two/.samocode"),
    ]);
    assertStringIncludes(failure(() => found("gone")).message, "not found");
  }));

Deno.test("findProjectFile() says what is wrong with a path", () =>
  inHome((home) => {
    const terminal = terminalAt(home, home);
    const folder = failure(() => findProjectFile(terminal, "empty"));
    assertStringIncludes(folder.message, 'there is no ".samocode" file in');
    assertEquals(folder.hint, "samocode init empty");
    const missing = failure(() => findProjectFile(terminal, "nothing/here"));
    assertStringIncludes(missing.message, "is not found");
    const device = failure(() => findProjectFile(terminal, "/dev/null"));
    assertStringIncludes(
      device.message,
      "neither a readable file nor a folder",
    );
  }));
