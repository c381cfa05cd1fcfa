import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dirname, join } from "@std/path";
import { run as check } from "../../lib/cli/check.ts";
import { UserError } from "../../lib/errors.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { atPlanGate } from "../fakes/standing.ts";
import { attemptStarted, prepared, runStarted } from "../workflow/fixture.ts";
import { appendRows, type MadeProject, plainOverview } from "./made_session.ts";
import { doctor, git, inSound } from "./sound_project.ts";

const NAME = "26-01-15-auth";

/** A sound project with a session that has a worktree. */
function inSession(
  test: (
    project: MadeProject,
    session: { readonly paths: SessionPaths; readonly worktree: string },
  ) => Promise<void>,
): Promise<void> {
  return inSound(async (project) => {
    const worktree = join(project.worktrees, NAME);
    git(project.repo, "worktree", "add", "-q", "-b", "auth", worktree);
    const paths = await project.session(NAME, {
      overview: plainOverview({ workingDir: worktree }),
      rows: prepared.map((row): NewRow =>
        row.kind === "worktree-ready" ? { ...row, workingDir: worktree } : row
      ),
    });
    await test(project, { paths, worktree });
  });
}

/** The line that begins with `mark` and holds `words`, and what it says to type. */
async function finding(
  project: MadeProject,
  words: string,
): Promise<readonly string[]> {
  const { lines, text } = await doctor(project, { words: ["auth"] });
  const at = lines.findIndex((line) => line.includes(words));
  assert(at >= 0, text);
  return [lines[at]!.slice(0, 8).trim(), lines[at + 1]!.trim()];
}

Deno.test("doctor run() tells where a sound session stands, and the next command", () =>
  inSession(async (project) => {
    const { code, text } = await doctor(project, { words: ["auth"] });
    assertEquals(code, 0, text);
    assertStringIncludes(
      text,
      `ok       session ${NAME}: phase investigation, iteration 0; next: samocode run ${NAME}`,
    );
  }));

Deno.test("doctor run() tells a journal that somebody changed", () =>
  inSession(async (project, { paths }) => {
    const text = await Deno.readTextFile(paths.journal);
    await Deno.writeTextFile(paths.journal, text.replace("Do it", "Do that"));
    assertEquals(await finding(project, "journal: line 2"), [
      "problem",
      `try: samocode verify ${NAME}`,
    ]);
  }));

Deno.test("doctor run() tells fields of the overview that are wrong, and a swap that was left behind", () =>
  inSession(async (project, { paths }) => {
    const text = await Deno.readTextFile(paths.overview);
    await Deno.writeTextFile(
      paths.overview,
      text.replace("Phase: investigation", "Phase: testing\nPhase: done"),
    );
    await Deno.writeTextFile(paths.swap, text);
    const next = `try: samocode run ${NAME}`;
    assertEquals(await finding(project, 'overview: "Phase" of'), [
      "warning",
      next,
    ]);
    assertEquals(await finding(project, "was cut off"), ["warning", next]);
    assertEquals(await finding(project, "stands more than once"), [
      "warning",
      `try: mend it in ${paths.overview}`,
    ]);
  }));

Deno.test("doctor run() tells a text of the overview that found no place", () =>
  inSession(async (project, { paths }) => {
    const kept = join(paths.folder, "_overview.kept-0badcafe.md");
    await Deno.writeTextFile(kept, "mine\n");
    const [mark, next] = await finding(project, `is kept in "${kept}"`);
    assertEquals(mark, "warning");
    assertStringIncludes(next ?? "", `try: diff ${kept} ${paths.overview}`);
  }));

Deno.test("doctor run() tells an attempt that is open although no run works", () =>
  inSession(async (project, { paths }) => {
    await appendRows(paths, {
      rows: [
        runStarted,
        { kind: "iteration-started", phase: "investigation", iteration: 1 },
        attemptStarted(1),
      ],
    });
    assertEquals(await finding(project, "attempt 1-1 has no end"), [
      "warning",
      `try: samocode run ${NAME}`,
    ]);
  }));

Deno.test("doctor run() tells a worktree that is gone, or on another branch", () =>
  inSession(async (project, { worktree }) => {
    git(worktree, "switch", "-q", "-c", "other");
    assertEquals(await finding(project, 'the worktree is on "other"'), [
      "problem",
      `try: git -C ${worktree} switch auth`,
    ]);
    await Deno.remove(worktree, { recursive: true });
    assertEquals(await finding(project, `"${worktree}" is gone`), [
      "problem",
      `try: git -C ${project.repo} worktree add -f ${worktree} auth`,
    ]);
    // Git still knows of it.
    git(project.repo, "worktree", "add", "-q", "-f", worktree, "auth");
    assert(await Deno.stat(join(worktree, ".git")));
  }));

Deno.test("check run() tells the same command for a worktree that is gone", () =>
  inSession(async (project, { worktree }) => {
    await Deno.remove(worktree, { recursive: true });
    const call = { flags: {}, positionals: ["auth"] };
    const error = await assertRejects(
      () => check(call, project.terminal()),
      UserError,
      "is gone",
    );
    assertEquals(
      error.hint,
      `git -C ${project.repo} worktree add -f ${worktree} auth`,
    );
  }));

Deno.test("doctor run() tells a missing overview as a run does", () =>
  inSession(async (project, { paths }) => {
    await appendRows(paths, {
      rows: [runStarted, {
        kind: "iteration-started",
        phase: "investigation",
        iteration: 1,
      }],
    });
    await Deno.remove(paths.overview);
    assertEquals(await finding(project, "its overview is missing"), [
      "problem",
      `try: put "${paths.overview}" back`,
    ]);
  }));

Deno.test("doctor run() tells a plan that is another one than was approved", () =>
  inSound(async (project) => {
    const paths = await project.session(NAME, await atPlanGate());
    const opened: NewRow = {
      kind: "gate-opened",
      by: "ann",
      channel: "command",
      reason: "plan_approval",
      from: "planning",
      to: "implementation",
      plan: "01-15-15:02-plan-auth.md",
      planHash: "0".repeat(64),
      note: null,
      change: null,
    };
    await appendRows(paths, { rows: [opened] });
    const [mark, next] = await finding(project, "not the one that ann");
    assertEquals(mark, "problem");
    assertStringIncludes(next ?? "", `try: samocode run ${NAME}`);
  }));

Deno.test("doctor run() takes a session without a journal for one of the program before", () =>
  inSound(async (project) => {
    await project.session(NAME, {
      overview: "# Session: auth\n\n## Status\nIteration: 3\nBlocked: no\n",
    });
    const { text } = await doctor(project, { words: ["auth"] });
    assertStringIncludes(text, "has no journal: the next run takes it over");
    assertStringIncludes(text, 'overview: "Phase" is missing');
  }));

Deno.test("doctor run() packs configuration and session with --bundle, without a secret and without provider logs", () =>
  inSession(async (project, { paths }) => {
    const secrets = ["1234567:tokentoken", "hunter22-very-secret"];
    const folder = join(project.home, ".config/samocode");
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(
      join(folder, ".env"),
      `TELEGRAM_BOT_TOKEN=${secrets[0]}\nTELEGRAM_CHAT_ID=4711\nOTHER=abc\n`,
    );
    await Deno.writeTextFile(
      join(folder, "config.yaml"),
      `version: 1\nnotify: curl example.org/${secrets[1]}\n`,
    );
    await Deno.writeTextFile(paths.log, `said ${secrets[0]}\n`);
    await Deno.mkdir(paths.logs);
    await Deno.writeTextFile(join(paths.logs, "a.jsonl"), "the provider's");
    const { lines, terminal } = await doctor(project, {
      words: ["auth"],
      flags: { bundle: true },
      env: { SAMOCODE_NOTIFY: "", MY_API_KEY: secrets[1]! },
    });
    const path = lines.at(-1) ?? "";
    try {
      assertEquals((await Deno.stat(path)).mode! & 0o077, 0);
      const out = await new Deno.Command("tar", {
        args: ["-xzf", path, "-C", dirname(path)],
      }).output();
      assert(out.success);
      const bundle = join(dirname(path), "samocode-bundle");
      const names = [...Deno.readDirSync(bundle)].map(({ name }) => name);
      assertEquals(names.sort(), [
        "_journal.jsonl",
        "_overview.md",
        "config.json",
        "config.yaml",
        "doctor.txt",
        "env.txt",
        "samocode.txt",
        "session.log",
        "system.txt",
      ]);
      const read = (name: string) => Deno.readTextFile(join(bundle, name));
      for (const name of names) {
        const text = await read(name);
        for (const secret of secrets) assert(!text.includes(secret), name);
      }
      assertEquals(
        await read("env.txt"),
        "TELEGRAM_BOT_TOKEN=***\nTELEGRAM_CHAT_ID=***\nOTHER=***\n",
      );
      assertStringIncludes(await read("config.yaml"), "notify: ***");
      assertStringIncludes(await read("session.log"), "said ***");
      assertStringIncludes(await read("_journal.jsonl"), "session-created");
      const config = JSON.parse(await read("config.json"));
      assertEquals(config.telegram, "***");
      assertStringIncludes(terminal.errLines.join(), "Look into it");
    } finally {
      if (path !== "") await Deno.remove(dirname(path), { recursive: true });
    }
  }));
