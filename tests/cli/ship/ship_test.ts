// A finished session is handed over: to a real remote, and to a fake gh.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run as history } from "../../../lib/cli/history.ts";
import { run as report } from "../../../lib/cli/report.ts";
import { run as status } from "../../../lib/cli/status.ts";
import { ADDRESS } from "../../fakes/gh.ts";
import { inShipping, type Scene } from "./scene.ts";

async function looked({ project }: Scene, run: typeof status) {
  const terminal = project.terminal();
  await run({ flags: {}, positionals: ["auth"] }, terminal);
  return terminal.outLines.join("\n");
}

Deno.test("ship pushes the verified commit, opens a draft, and journals both", () =>
  inShipping(async (scene) => {
    const { ship, gh, output, bare, name, shipped } = scene;
    const head = output(["rev-parse", "HEAD"]);
    assertStringIncludes(
      await looked(scene, status),
      `Hand over: samocode ship ${name}`,
    );
    const { code, out } = await ship();
    assertEquals(code, 0);
    assertEquals(
      out,
      `Pushed: auth to origin at ${
        head.slice(0, 7)
      }\nDraft pull request: ${ADDRESS}`,
    );
    assertEquals(output(["rev-parse", "auth"], bare), head);
    assertEquals(gh.calls(), [
      ["repo", "view", "--json", "nameWithOwner,url,defaultBranchRef"],
      [
        ...["pr", "list", "--repo", "github.com/o/r", "--head", "auth"],
        ...["--state", "all", "--limit", "50"],
        ...["--json", "url,state,headRepositoryOwner"],
      ],
      [
        ...["pr", "create", "--repo", "github.com/o/r", "--draft"],
        ...["--title", "Log in with a key", "--body-file", "-"],
        ...["--base", "main", "--head", "auth"],
      ],
    ]);
    const [row] = shipped();
    assertEquals(
      [row?.by, row?.channel, row?.remote, row?.branch, row?.head],
      ["ada", "command", "origin", "auth", head],
    );
    assertEquals(row?.pullRequest, ADDRESS);
    const after = await looked(scene, status);
    assertStringIncludes(after, `Pull request: ${ADDRESS}`);
    assert(!after.includes("Hand over"));
    assertStringIncludes(await looked(scene, report), ADDRESS);
    assertStringIncludes(await looked(scene, history), ADDRESS);
  }));

Deno.test("ship, called again, does nothing twice; --update renews the text", () =>
  inShipping(async ({ ship, gh, shipped }) => {
    await ship();
    const again = await ship();
    assertEquals(again.code, 0);
    assertStringIncludes(again.out, `There already: ${ADDRESS}`);
    assertStringIncludes(again.err, "--update renews it");
    assertEquals(gh.calls().filter(([, verb]) => verb === "create").length, 1);
    assertEquals(gh.calls().filter(([, verb]) => verb === "edit").length, 0);
    const renewed = await ship({ update: true });
    assertEquals(
      gh.calls().at(-1),
      ["pr", "edit", ADDRESS, "--body-file", "-"],
    );
    assertStringIncludes(renewed.out, `Renewed: ${ADDRESS}`);
    assertEquals(shipped().length, 1);
  }));

Deno.test("ship asks on a terminal, and does nothing without a yes", () =>
  inShipping(async ({ ship, gh, output, bare, shipped }) => {
    const { code, err } = await ship({}, { answers: [""] });
    assertEquals(code, 1);
    for (
      const word of [
        `Remote:        origin, ${bare}`,
        "1 commit, new there",
        "Into:          main of o/r",
        "Title:         Log in with a key",
        "Pull request:  a draft",
        "Ship this? [y/N] ",
        "samocode: not shipped",
      ]
    ) assertStringIncludes(err, word);
    assertEquals(output(["branch", "--list", "auth"], bare), "");
    assertEquals(shipped(), []);
    assert(!gh.calls().some(([, verb]) => verb === "create"));
    assertEquals((await ship({}, { answers: ["y"] })).code, 0);
    assertEquals(shipped().length, 1);
    const quiet = await ship({ yes: true }, { answers: ["n"] });
    assertEquals(quiet.code, 0);
    assert(!quiet.err.includes("[y/N]"));
  }));

Deno.test("ship --dry-run prints the push and the text, and does nothing", () =>
  inShipping(async ({ ship, gh, output, bare, paths }) => {
    const before = await Deno.readTextFile(paths.journal);
    const { code, out, err } = await ship({ "dry-run": true });
    const head = output(["rev-parse", "HEAD"]);
    assertEquals(code, 0);
    assertStringIncludes(out, `git push origin ${head}:refs/heads/auth`);
    assertStringIncludes(out, "\nLog in with a key\n\nReads the key");
    assertStringIncludes(err, "nothing is done: --dry-run");
    assertEquals(output(["branch", "--list", "auth"], bare), "");
    assertEquals(gh.body(), null);
    assertEquals(await Deno.readTextFile(paths.journal), before);
  }));

Deno.test("ship --no-pr pushes and asks gh nothing; a later call opens the draft", () =>
  inShipping(async ({ ship, gh, output, bare, shipped }) => {
    const { out } = await ship({ "no-pr": true });
    assert(out.startsWith("Pushed: auth to origin"));
    assertEquals(gh.calls(), []);
    assertEquals(
      output(["rev-parse", "auth"], bare),
      output(["rev-parse", "HEAD"]),
    );
    const later = await ship();
    assertStringIncludes(later.out, "There already: auth on origin");
    assertEquals(
      shipped().map(({ pullRequest }) => pullRequest),
      [null, ADDRESS],
    );
  }));

Deno.test("ship pushes what came on top of a branch that is there", () =>
  inShipping(async ({ ship, output, bare }) => {
    output(["push", "-q", "origin", "HEAD~1:refs/heads/auth"]);
    const { err } = await ship({}, { answers: ["yes"] });
    const old = output(["rev-parse", "HEAD~1"]).slice(0, 7);
    assertStringIncludes(err, `1 commit, there at ${old}`);
    assertEquals(
      output(["rev-parse", "auth"], bare),
      output(["rev-parse", "HEAD"]),
    );
  }));
