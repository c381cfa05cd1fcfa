import { assert, assertEquals, assertRejects } from "@std/assert";
import { git, GitMissingError, gitProblem } from "../../lib/system/git.ts";
import { place, repository } from "./repository.ts";
import { lives, numberIn } from "./survivors.ts";

Deno.test("git() tells code, output and words", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const log = await git(["log", "--format=%s"], { cwd });
    assertEquals([log.code, log.stdout], [0, "first\n"]);
    const bad = await git(["rev-parse", "--verify", "nothing"], { cwd });
    assertEquals([bad.code, gitProblem(bad)], [
      128,
      "Needed a single revision",
    ]);
  }));

Deno.test("git() ends git and its helpers at the limit", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const slow = `!sleep 60 & echo $! >${its.folder}/child; wait`;
    const result = await git(["-c", `alias.slow=${slow}`, "slow"], {
      cwd,
      timeoutMs: 200,
    });
    assertEquals(result.code, null);
    assertEquals(gitProblem(result), "no answer within 0.2 s");
    assert(!lives(await numberIn(`${its.folder}/child`)));
  }));

Deno.test("git() needs git and the folder", async () => {
  await assertRejects(
    () => git(["status"], { cwd: "/nowhere" }),
    GitMissingError,
    "not there",
  );
});

Deno.test("gitProblem() tells no password of an address", () => {
  const stderr =
    "fatal: unable to access 'https://me:secret@host/r.git/': no\n";
  const result = { code: 128, stdout: "", stderr };
  assertEquals(
    gitProblem(result),
    "unable to access 'https://host/r.git/': no",
  );
});

Deno.test("git() looks at no repository that the surroundings name", async () => {
  await place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const script = `import { git } from "${new URL(
      "../../lib/system/git.ts",
      import.meta.url,
    )}";
      const { stdout } = await git(["rev-parse", "--absolute-git-dir"], { cwd: "${cwd}" });
      const alias = ["-c", "alias.e=!env", "e"];
      const { stdout: env } = await git(alias, { cwd: "${cwd}" });
      console.log(stdout, env);`;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", script],
      env: {
        GIT_DIR: "/nowhere",
        GIT_INDEX_FILE: "/nowhere",
        GIT_WORK_TREE: "/nowhere",
        GIT_SSH_COMMAND: "ssh -v",
        TELEGRAM_BOT_TOKEN: "secret",
      },
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert(text.startsWith(`${cwd}/.git\n`), text);
    assert(!text.includes("nowhere") && !text.includes("secret"), text);
    assert(text.includes("GIT_SSH_COMMAND=ssh -v"), text);
  });
});
