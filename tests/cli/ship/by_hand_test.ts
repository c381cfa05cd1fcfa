// Where gh is not there, or the repository is elsewhere: the branch is pushed, and the rest is told.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { compareUrl, remotePlace } from "../../../lib/cli/ship/compare_url.ts";
import { ADDRESS, ELSEWHERE, listed, repository } from "../../fakes/gh.ts";
import { git } from "../sound_project.ts";
import { inShipping, type Scene } from "./scene.ts";

/** The remote has an address on a server; what is behind it is the bare repository, by a stand-in for ssh. */
async function onServer(
  { project, worktree, bare }: Scene,
  url: string,
): Promise<void> {
  const ssh = join(project.home, "ssh.sh");
  await Deno.writeTextFile(
    ssh,
    `#!/bin/sh\nfor word; do :; done\nexec \${word%% *} '${bare}'\n`,
    { mode: 0o755 },
  );
  git(worktree, "config", "core.sshCommand", ssh);
  git(worktree, "config", "ssh.variant", "simple");
  git(worktree, "remote", "set-url", "origin", url);
}

Deno.test("ship without gh pushes, keeps the text, and tells how to go on", () =>
  inShipping(async ({ ship, gh, paths, shipped, output, bare, worktree }) => {
    // A link that an agent laid leads nowhere.
    const path = join(paths.folder, "_pull_request.md");
    await Deno.symlink(join(worktree, "login.sh"), path);
    const { code, out, err } = await ship({}, { noGh: true });
    assertEquals(code, 0);
    assert(out.startsWith("Pushed: auth to origin"));
    assert(!out.includes("pull request"));
    assertStringIncludes(
      err,
      "no pull request was opened: the program gh is not installed",
    );
    assertStringIncludes(err, "title: Log in with a key");
    assertStringIncludes(err, `text: ${path}`);
    assertStringIncludes(
      err,
      `gh pr create --draft --title 'Log in with a key' --body-file ${path} --head auth --base main`,
    );
    assertStringIncludes(await Deno.readTextFile(path), "### Open ends");
    assertEquals((await Deno.lstat(path)).isSymlink, false);
    assertEquals(
      await Deno.readTextFile(join(worktree, "login.sh")),
      "echo hello\n",
    );
    assertEquals(gh.calls(), []);
    assertEquals(shipped().map((row) => row.pullRequest), [null]);
    assert(output(["rev-parse", "auth"], bare) !== "");
  }));

Deno.test("ship leaves a server that gh does not know to the person, with the page that the remote names", () =>
  inShipping(async ({ ship, gh, bare }) => {
    gh.manner({ repo: ELSEWHERE });
    const hook = join(bare, "hooks", "post-receive");
    const page = "https://git.example.com/o/r/pulls/new/auth";
    await Deno.writeTextFile(
      hook,
      `#!/bin/sh\necho 'Open one here:' >&2\necho '  ${page}' >&2\n`,
      { mode: 0o755 },
    );
    const { code, err } = await ship();
    assertEquals(code, 0);
    assertStringIncludes(err, "gh knows the server of none of the remotes");
    assertStringIncludes(err, `page: ${page}`);
  }));

Deno.test("ship opens the pull request in the repository that a fork comes from", () =>
  inShipping(async (scene) => {
    const { ship, gh, output, bare } = scene;
    await onServer(scene, "git@github.com:ada/r.git");
    gh.manner({
      repo: repository("big/r", "trunk"),
      // Of another fork, which has a branch of the same name.
      list: listed([ADDRESS, "OPEN", "somebody"]),
    });
    const { out, err } = await ship({}, { answers: ["y"] });
    assertStringIncludes(err, "origin, git@github.com:ada/r.git");
    assertStringIncludes(err, "trunk of big/r");
    assertStringIncludes(out, "Draft pull request");
    assertEquals(
      gh.calls().at(-1)?.slice(-4),
      ["--base", "trunk", "--head", "ada:auth"],
    );
    assert(output(["rev-parse", "auth"], bare) !== "");
  }));

Deno.test("ship names the page of a well-known server when gh is not there", () =>
  inShipping(async (scene) => {
    await onServer(scene, "git@github.com:o/r.git");
    const { err } = await scene.ship({}, { noGh: true });
    assertStringIncludes(
      err,
      "page: https://github.com/o/r/compare/main...auth?expand=1",
    );
  }));

Deno.test("ship tells of pull requests that are over, and opens a new one", () =>
  inShipping(async ({ ship, gh }) => {
    const old = "https://github.com/o/r/pull/3";
    gh.manner({ list: listed([old, "MERGED", "O"]) });
    const { err, out } = await ship({}, { answers: ["y"] });
    assertStringIncludes(err, `Closed or merged: ${old}`);
    assertStringIncludes(out, `Draft pull request: ${ADDRESS}`);
  }));

Deno.test("remotePlace() reads the forms that addresses of remotes have", () => {
  const place = { host: "github.com", path: "o/r" };
  for (
    const url of [
      "https://github.com/o/r.git",
      "https://ada:pw@github.com:443/o/r/",
      "ssh://git@github.com:22/o/r.git",
      "git@github.com:o/r.git",
      "github.com:/o/r",
    ]
  ) assertEquals(remotePlace(url), place, url);
  for (const url of ["/srv/r.git", "../r", "file:///srv/r.git", "", "C"]) {
    assertEquals(remotePlace(url), null, url);
  }
});

Deno.test("compareUrl() names the page of servers that it knows, and no other", () => {
  const branches = { base: "main", branch: "a/b" };
  assertEquals(
    compareUrl("git@github.com:o/r.git", branches),
    "https://github.com/o/r/compare/main...a%2Fb?expand=1",
  );
  assertEquals(
    compareUrl("https://gitlab.com/g/s/r.git", branches),
    "https://gitlab.com/g/s/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=a%2Fb",
  );
  assertEquals(compareUrl("https://git.example.com/o/r", branches), null);
  assertEquals(compareUrl("/srv/r.git", branches), null);
});
