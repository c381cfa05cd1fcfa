// Remotes and gh that stand in the way, or cannot be chosen between.

import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { UsageError, UserError } from "../../../lib/errors.ts";
import { ADDRESS, listed, NO_LOGIN } from "../../fakes/gh.ts";
import { git } from "../sound_project.ts";
import { inShipping, refused } from "./scene.ts";

Deno.test("ship refuses without a remote, and with several of which none stands out", () =>
  inShipping(async (scene) => {
    const { worktree, bare, name, ship, output } = scene;
    git(worktree, "remote", "rename", "origin", "one");
    git(worktree, "remote", "add", "two", bare);
    const error = await refused(scene, {
      words: 'there are 2 remotes, and none of them is "origin"',
      hint: `samocode ship ${name} --remote one`,
      kind: UsageError,
    });
    assertEquals(error.details, ["one", "two"]);
    await refused(scene, {
      words: 'there is no remote "tow"',
      hint: "--remote two",
      flags: { remote: "tow" },
      kind: UsageError,
    });
    git(worktree, "remote", "remove", "one");
    git(worktree, "remote", "remove", "two");
    await refused(scene, {
      words: "its repository has no remote",
      hint: "git remote add origin",
    });
    git(worktree, "remote", "add", "only", bare);
    assertStringIncludes((await ship()).out, "Pushed: auth to only");
    assert(output(["rev-parse", "auth"], bare) !== "");
  }));

Deno.test("ship pushes to the remote that git is configured for, and later to the one of the last time", () =>
  inShipping(async ({ worktree, bare, ship }) => {
    git(worktree, "remote", "add", "mine", bare);
    git(worktree, "config", "branch.auth.remote", "mine");
    assertStringIncludes((await ship()).out, "to mine");
    git(worktree, "config", "--unset", "branch.auth.remote");
    assertStringIncludes((await ship()).out, "auth on mine");
    assertStringIncludes((await ship({ remote: "origin" })).out, "on origin");
  }));

Deno.test("ship tells what a remote says that refuses the push, or cannot be reached", () =>
  inShipping(async (scene) => {
    const hook = join(scene.bare, "hooks", "pre-receive");
    await Deno.writeTextFile(
      hook,
      "#!/bin/sh\nprintf 'auth is \\033[8mprotected\\n' >&2\nexit 1\n",
      { mode: 0o755 },
    );
    const error = await refused(scene, {
      words: 'Cannot push "auth" to "origin"',
      hint: `then samocode ship ${scene.name}`,
    });
    assert(error.details.some((line) => /auth is +\[8mprotected$/.test(line)));
    await Deno.remove(hook);
    const gone = "https://ada:pass@secret@localhost:1/r.git";
    git(scene.worktree, "remote", "set-url", "origin", gone);
    const away = await refused(scene, {
      words: 'the remote "origin" cannot be asked',
      hint: "ls-remote origin",
    });
    assert(!`${away.message}${away.details}`.includes("secret"));
  }));

Deno.test("ship shows every address that is pushed to, without passwords, and pushes no tag", () =>
  inShipping(async ({ ship, worktree, bare, project, output }) => {
    const second = join(project.home, "second.git");
    git(project.home, "clone", "-q", "--bare", bare, second);
    for (const url of [bare, second]) {
      git(worktree, "remote", "set-url", "--add", "--push", "origin", url);
    }
    git(worktree, "config", "push.followTags", "true");
    git(worktree, "tag", "-a", "-m", "x", "v1");
    const { err } = await ship({}, { answers: ["y"] });
    assertStringIncludes(err, `Remote:        origin, ${bare}\n`);
    assertStringIncludes(err, `And to:        ${second}\n`);
    for (const place of [bare, second]) {
      const refs = ["for-each-ref", "--format=%(refname)"];
      assertEquals(
        output(refs, place),
        "refs/heads/auth\nrefs/heads/main",
      );
    }
  }));

Deno.test("ship pushes nothing when nobody is logged in to gh, or gh cannot tell", () =>
  inShipping(async (scene) => {
    const { gh } = scene;
    gh.manner({ repo: NO_LOGIN });
    const error = await refused(scene, {
      words: "gh is not logged in; nothing was pushed",
      hint: "gh auth login, then samocode ship",
    });
    assertStringIncludes(error.details.join(), "gh auth login");
    gh.manner({ repo: { code: 1, err: "HTTP 401: Bad credentials" } });
    await refused(scene, { words: "not logged in", hint: "gh auth login" });
    gh.manner({ repo: { code: 1, err: "error connecting to api.github.com" } });
    await refused(scene, { words: "error connecting", hint: "--no-pr" });
    gh.manner({ repo: "<html>" });
    await refused(scene, { words: "is not understood", hint: "--no-pr" });
    gh.manner({ list: "<html>" });
    await refused(scene, { words: "is not understood", hint: "--no-pr" });
  }));

Deno.test("ship keeps the text when gh opens nothing, journals the push, and does the rest later", () =>
  inShipping(async ({ ship, gh, paths, shipped, output, bare }) => {
    const err = "pull request create failed: GraphQL: Resource not accessible";
    gh.manner({ create: { code: 1, err } });
    const error = await assertRejects(() => ship(), UserError, err);
    assertStringIncludes(error.message, "the branch is pushed");
    const path = join(paths.folder, "_pull_request.md");
    assertStringIncludes(
      error.details.join(),
      `gh pr create --draft --title 'Log in with a key' --body-file ${path} --head auth --base main --repo github.com/o/r`,
    );
    assertStringIncludes(await Deno.readTextFile(path), "Reads the key");
    assertEquals(shipped().map((row) => row.pullRequest), [null]);
    assertEquals(
      output(["rev-parse", "auth"], bare),
      output(["rev-parse", "HEAD"]),
    );
    gh.manner({});
    assertStringIncludes((await ship()).out, "Draft pull request: ");
    const list = listed([ADDRESS, "OPEN", "o"]);
    gh.manner({ list, edit: { code: 1, err: "HTTP 502" } });
    await assertRejects(() => ship({ update: true }), UserError, "HTTP 502");
  }));
