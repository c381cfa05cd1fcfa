// What a run refuses before it does anything: one clear message, and nothing is changed.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { filesUnder } from "./files_under.ts";
import { type CallOptions, type Project, withProject } from "./harness.ts";

const task = ["run", "s", "--task", "Do it"];

/** Fails unless a call exits so, says exactly this, and neither changes a file nor calls anybody. */
async function refused(
  project: Project,
  args: readonly string[],
  { code = 2, err, ...options }: CallOptions & {
    readonly code?: number;
    readonly err: readonly string[];
  },
): Promise<void> {
  const before = await filesUnder(project.dir);
  const ran = await project.run(args, options);
  assertEquals(ran.errLines, err);
  assertEquals([ran.code, ran.out], [code, ""]);
  assertEquals(await filesUnder(project.dir), before);
}

Deno.test("samocode refuses words that it does not know, and names what was perhaps meant", async () => {
  await withProject(async (project) => {
    await refused(project, [...task, "--onse"], {
      err: [
        'samocode: Cannot run "samocode run": there is no flag "--onse", perhaps "--once"',
        "  try: samocode run --help",
      ],
    });
    await refused(project, ["aprove"], {
      err: [
        'samocode: Cannot run "aprove": there is no such subcommand',
        "  try: samocode approve",
      ],
    });
    await refused(project, ["xyzzy"], {
      err: [
        'samocode: Cannot run "xyzzy": there is no such subcommand',
        "  try: samocode --help",
      ],
    });
    await refused(project, ["run", "s", "--task", "a", "--task-file", "b"], {
      err: [
        'samocode: Cannot take two tasks: "--task" and "--task-file"',
      ],
    });
    await refused(project, [...task, "--until", "nowhere"], {
      err: [
        'samocode: Cannot run until "nowhere": the workflow has no such phase',
        "  try: investigation, requirements, planning, implementation, testing, quality, done",
      ],
    });
  });
});

Deno.test("run refuses names that are no names, and sessions that are not there", async () => {
  await withProject(async (project) => {
    await refused(project, ["run", "../x", "--task", "Do it"], {
      err: [
        'samocode: Cannot use "../x" as a session name: ".." leads out of the folder',
        '  try: samocode run NAME --task "…"',
      ],
    });
    await refused(project, ["run", "nope"], {
      err: [
        'samocode: Cannot find a session "nope"',
        "  try: samocode list",
      ],
    });
    await Deno.mkdir(join(project.sessions, "26-01-15-nope"), {
      recursive: true,
    });
    await refused(project, ["run", "nope"], {
      err: [
        'samocode: Cannot run "<date>-nope": its folder holds no session',
        '  try: samocode run <date>-nope --task "…"',
      ],
    });
  });
});

Deno.test("run tells every problem of the configuration, each with its place", async () => {
  await withProject(async (project) => {
    await Deno.remove(join(project.dir, ".samocode"));
    await refused(project, task, {
      err: [
        'samocode: Cannot find a project: there is no ".samocode" file in "<dir>" and its parents',
        "  try: samocode init",
      ],
    });
    for (
      const [lines, problems] of [
        [["SESSIONS=s"], ["MAIN_REPO, WORKTREES are missing"]],
        [["MAIN_REPO=nowhere", "WORKTREES=w", "SESSIONS=s"], [
          "1: MAIN_REPO does not exist: <dir>/nowhere",
        ]],
        [["MAIN_REPO=.samocode", "WORKTREES=fake", "SESSIONS=fake/provider"], [
          "1: MAIN_REPO is not a folder: <dir>/.samocode",
          "3: SESSIONS is not a folder: <dir>/fake/provider",
        ]],
        [["MAIN_REPO=repo", "WORKTREES=$HOME/w", "SESSIONS="], [
          '2: WORKTREES has "$" outside single quotes; nothing is expanded here',
          "3: SESSIONS is empty",
        ]],
        [
          [
            "MAIN_REPO=repo",
            "WORKTREES=w",
            "SESSIONS=s",
            "PROVIDER=nobody",
            "MAX_ITERATIONS=-1",
            "MAX_HOURS=soon",
          ],
          [
            '4: PROVIDER is "nobody", not a known provider: claude, codex, demo',
            '5: MAX_ITERATIONS is "-1", not a positive whole number',
            '6: MAX_HOURS is "soon", not a positive number',
          ],
        ],
      ] as const
    ) {
      await Deno.writeTextFile(
        join(project.dir, ".samocode"),
        `${lines.join("\n")}\n`,
      );
      const count = problems.length === 1
        ? "a problem"
        : `${problems.length} problems`;
      await refused(project, task, {
        err: [
          `samocode: Cannot use the configuration of "<dir>/.samocode": it has ${count}`,
          ...problems.map((text) =>
            `  - <dir>/.samocode:${/^\d/.test(text) ? "" : " "}${text}`
          ),
        ],
      });
    }
  });
});

Deno.test("run refuses programs and workflows that it cannot use", async () => {
  await withProject(async (project) => {
    await refused(project, task, {
      env: { CLAUDE_PATH: "claude-not-there" },
      err: [
        'samocode: Cannot start: the program "claude-not-there" of "claude" is not installed',
        "  try: npm install -g @anthropic-ai/claude-code, or set CLAUDE_PATH",
      ],
    });
    await refused(project, task, {
      env: { CLAUDE_TIMEOUT: "0" },
      err: [
        'samocode: Cannot use the configuration of "<dir>/.samocode": it has a problem',
        '  - environment: CLAUDE_TIMEOUT is "0", not a positive whole number of seconds',
      ],
    });
    await refused(project, [...task, "--workflow", "none.md"], {
      err: [
        'samocode: Cannot read the workflow file "<dir>/none.md": there is none',
        "  try: --workflow full",
      ],
    });
    await Deno.writeTextFile(
      join(project.dir, "own.md"),
      "---\nversion: 1\nstart: a\nphases:\n  a: { skill: none, next: [b], signals: [continue], limit: 3, profile: standard }\n---\n# One\n",
    );
    const ran = await project.run([...task, "--workflow", "own.md"]);
    assertEquals(ran.code, 2);
    assertEquals(
      ran.errLines[0],
      'samocode: Cannot use the workflow "<dir>/own.md": it is not valid',
    );
    assertEquals(await project.starts(), []);
  });
});

Deno.test("run refuses to be started by the agent of a run", async () => {
  await withProject(async (project) => {
    await refused(project, task, {
      env: { SAMOCODE_RUN: "abc" },
      code: 1,
      err: [
        'samocode: Cannot run "samocode run": it is for a person, and an agent inside a run calls it',
        "  try: write the signal file instead and let the person decide",
      ],
    });
  });
});
