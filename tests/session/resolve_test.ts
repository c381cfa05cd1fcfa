import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  listSessions,
  newSessionFolder,
  resolveSession,
} from "../../lib/session/resolve.ts";

/** Runs a test on a folder of sessions; a name that ends in `/` is an empty folder, one with ` -> ` a link. */
async function withSessions(
  names: readonly string[],
  test: (sessions: string, at: (name: string) => string) => void,
): Promise<void> {
  const top = await Deno.realPath(await Deno.makeTempDir());
  try {
    const sessions = join(top, "sessions");
    await Deno.mkdir(join(top, "elsewhere"));
    await Deno.mkdir(sessions);
    for (const name of names) {
      const [link = "", target] = name.split(" -> ");
      if (target !== undefined) {
        await Deno.symlink(target, join(sessions, link));
        continue;
      }
      await Deno.mkdir(join(sessions, name));
      if (name.endsWith("/")) continue;
      await Deno.writeTextFile(join(sessions, name, "_overview.md"), "");
    }
    test(sessions, (name) => join(sessions, name));
  } finally {
    await Deno.remove(top, { recursive: true });
  }
}

Deno.test("resolveSession() prefers the exact name, then the newest day", () =>
  withSessions(
    [
      "my-task",
      "26-01-15-my-task",
      "26-01-21-deep",
      "26-01-20-deep",
      "25-12-30-deep",
    ],
    (sessions, at) => {
      assertEquals(resolveSession(sessions, "my-task"), {
        kind: "found",
        folder: at("my-task"),
        by: "exact",
      });
      assertEquals(resolveSession(sessions, "26-01-15-my-task"), {
        kind: "found",
        folder: at("26-01-15-my-task"),
        by: "exact",
      });
      assertEquals(resolveSession(sessions, "deep"), {
        kind: "found",
        folder: at("26-01-21-deep"),
        by: "dated",
      });
    },
  ));

Deno.test("resolveSession() takes no longer name for the dated one, and no file", () =>
  withSessions(["26-01-01-other-task", "26-99-99-task"], (sessions, at) => {
    Deno.writeTextFileSync(at("task"), "");
    Deno.writeTextFileSync(at("26-01-02-task"), "");
    assertEquals(resolveSession(sessions, "task", { parts: false }), {
      kind: "none",
      near: ["26-01-01-other-task", "26-99-99-task"],
    });
    assertEquals(resolveSession(sessions, "task"), {
      kind: "several",
      names: ["26-01-01-other-task", "26-99-99-task"],
    });
  }));

Deno.test("resolveSession() takes a unique part of a session's name", () =>
  withSessions(
    ["26-01-15-Pyright-ci", "26-01-16-docs", "empty-pyright/", "_archive"],
    (sessions, at) => {
      assertEquals(resolveSession(sessions, "PYRIGHT"), {
        kind: "found",
        folder: at("26-01-15-Pyright-ci"),
        by: "part",
      });
      assertEquals(resolveSession(sessions, "26-01"), {
        kind: "several",
        names: ["26-01-15-Pyright-ci", "26-01-16-docs"],
      });
    },
  ));

Deno.test("resolveSession() tells near names when there is none", () =>
  withSessions(["26-01-15-pyright-ci"], (sessions) => {
    assertEquals(resolveSession(sessions, "pyrigth-ci"), {
      kind: "none",
      near: ["26-01-15-pyright-ci"],
    });
    const none = { kind: "none", near: [] } as const;
    assertEquals(resolveSession(sessions, "zzz"), none);
    assertEquals(resolveSession(`${sessions}/gone`, "zzz"), none);
  }));

Deno.test("resolveSession() reads a name as a new session's would be made", () =>
  withSessions(
    ["26-01-15-my-task", "26-01-16-Old Name", "b"],
    (sessions, at) => {
      const folder = (name: string) => {
        const found = resolveSession(sessions, name);
        return found.kind === "found" ? found.folder : found;
      };
      assertEquals(folder("My Task"), at("26-01-15-my-task"));
      assertEquals(folder("Old Name"), at("26-01-16-Old Name"));
      assertEquals(folder("26-01-16-Old Name"), at("26-01-16-Old Name"));
    },
  ));

Deno.test("resolveSession() refuses names that are none", () =>
  withSessions(["a"], (sessions) => {
    for (
      const name of [
        "",
        ".",
        "..",
        "../a",
        "a/..",
        "a*",
        "a?",
        "_archive",
        "-a",
      ]
    ) {
      assertEquals(resolveSession(sessions, name).kind, "refused", name);
    }
  }));

Deno.test("resolveSession() takes the path of a folder directly in the sessions", () =>
  withSessions(["a", "b", "a/c/"], (sessions, at) => {
    const found = { kind: "found", folder: at("a"), by: "path" } as const;
    assertEquals(resolveSession(sessions, at("a")), found);
    assertEquals(resolveSession(sessions, `${at("a")}/`), found);
    const cwd = join(sessions, "..");
    for (const path of ["sessions/a", "./sessions/a/"]) {
      assertEquals(resolveSession(sessions, path, { cwd }), found);
      assertEquals(resolveSession(sessions, path).kind, "refused");
    }
    for (const path of [at("a/c"), join(sessions, "../elsewhere"), "/"]) {
      assertEquals(resolveSession(sessions, path), {
        kind: "refused",
        reason: `it is no folder directly in "${sessions}"`,
      });
    }
    assertEquals(resolveSession(sessions, at("gone")), {
      kind: "none",
      near: [],
    });
  }));

Deno.test("resolveSession() refuses links that lead out, and follows those that stay", () =>
  withSessions(
    ["a", "in -> a", "out -> ../elsewhere", "loop -> loop", "gone -> nothing"],
    (sessions, at) => {
      assertEquals(resolveSession(sessions, "in"), {
        kind: "found",
        folder: at("a"),
        by: "exact",
      });
      for (const name of ["out", "loop", "gone"]) {
        assertEquals(resolveSession(sessions, name).kind, "refused", name);
      }
      assertEquals(resolveSession(sessions, at("out")).kind, "refused");
      assertEquals(listSessions(sessions), ["a"]);
    },
  ));

Deno.test("listSessions() lists folders with an overview, a journal or a record", () =>
  withSessions(
    ["b", "a/", "c/", "d/", "_archive", "out -> ../elsewhere"],
    (sessions, at) => {
      Deno.writeTextFileSync(join(at("c"), "_journal.jsonl"), "");
      Deno.writeTextFileSync(join(at("d"), "_signal_history.jsonl"), "");
      Deno.writeTextFileSync(at("file"), "");
      assertEquals(listSessions(sessions), ["b", "c", "d"]);
      assertEquals(listSessions(`${sessions}/gone`), []);
    },
  ));

Deno.test("newSessionFolder() dates a name once, and makes nothing", () =>
  withSessions([], (sessions, at) => {
    const moment = { atMs: 1_768_483_800_000, offsetMinutes: 60 };
    const folder = (name: string) => newSessionFolder(sessions, name, moment);
    assertEquals(folder("My Task"), at("26-01-15-my-task"));
    assertEquals(folder("26-01-02-task"), at("26-01-02-task"));
    assertEquals([...Deno.readDirSync(sessions)], []);
  }));
