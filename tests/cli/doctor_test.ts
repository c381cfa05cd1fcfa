import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { marked } from "../../lib/cli/install/mark.ts";
import { inProject } from "./made_session.ts";
import { doctor, git, inSound, program } from "./sound_project.ts";

Deno.test("doctor run() ends with 0 where nothing stops a run, and leaves nothing behind", () =>
  inSound(async (project) => {
    await program(project, "samocode", "exit 0");
    const { code, lines, text } = await doctor(project);
    assertEquals(code, 0, text);
    assertEquals(lines.at(-1), "All is well");
    assert(lines.every((l) => /^(ok {7}\S|All is well)/.test(l)), text);
    assertStringIncludes(text, "commits are made by Ada");
    assertStringIncludes(text, "version 2.1.330 (Claude Code)");
    assertStringIncludes(text, "logged in by ANTHROPIC_API_KEY");
    assertStringIncludes(text, "locks keep a second run away");
    assertEquals([...Deno.readDirSync(project.sessions)], []);
    assertEquals([...Deno.readDirSync(project.worktrees)], []);
  }));

Deno.test("doctor run() looks at the provider that is named, in place of the configured one", () =>
  inSound(async (project) => {
    const { text } = await doctor(project, { flags: { provider: "demo" } });
    assertStringIncludes(text, "provider demo, workflow full");
    assertStringIncludes(text, "ok       demo is built in");
    assert(!text.includes("claude"), text);
  }));

Deno.test("doctor run() tells all problems of the configuration, and looks at what needs none", () =>
  inSound(async (project) => {
    await Deno.writeTextFile(
      join(project.repo, ".samocode"),
      "MAIN_REPO=./gone\nSESSIONS=../s\nMAX_HOURS=long\n",
    );
    const { code, lines, text } = await doctor(project);
    assertEquals(code, 1);
    const problems = lines.filter((line) => line.startsWith("problem "));
    assertEquals(problems.length, 3, text);
    assertStringIncludes(text, ".samocode:1: MAIN_REPO does not exist");
    assertStringIncludes(text, "WORKTREES");
    assertStringIncludes(text, ".samocode:3: ");
    assertStringIncludes(text, "ok       git ");
  }));

Deno.test("doctor run() says how to make a project where there is none", () =>
  inProject(async (project) => {
    const { code, lines } = await doctor(project, { cwd: project.home });
    assertEquals(code, 1);
    const at = lines.findIndex((l) => l.includes("Cannot find a project"));
    assertEquals(lines[at + 1]?.trim(), "try: samocode init");
  }));

Deno.test("doctor run() tells a repository without a commit, without a committer, with stale worktrees", () =>
  inSound(async (project) => {
    const { repo, worktrees } = project;
    git(repo, "worktree", "add", "-q", join(worktrees, "old"));
    await Deno.remove(join(worktrees, "old"), { recursive: true });
    git(repo, "config", "user.email", "");
    git(repo, "checkout", "-q", "--orphan", "empty");
    const { code, text } = await doctor(project);
    assertEquals(code, 1);
    assertStringIncludes(text, "user.email is not set");
    assertStringIncludes(text, 'try: git config --global user.email "…"');
    assertStringIncludes(text, "has no commit yet");
    assertStringIncludes(text, join(worktrees, "old"));
    assertStringIncludes(text, `try: git -C ${repo} worktree prune`);
  }));

Deno.test("doctor run() takes a plain folder for what it is, and warns of one inside of a repository", () =>
  inProject(async (project) => {
    assertStringIncludes((await doctor(project)).text, "is a plain folder");
    git(project.home, "init", "-q");
    const { text } = await doctor(project);
    assertStringIncludes(text, `try: MAIN_REPO=${project.home}`);
  }));

Deno.test("doctor run() tells folders that cannot be written, and those that are yet to be made", () =>
  inSound(async (project) => {
    const { sessions, worktrees } = project;
    await Deno.remove(worktrees);
    assertStringIncludes(
      (await doctor(project)).text,
      `WORKTREES is made when it is needed: ${worktrees}`,
    );
    await Deno.remove(sessions);
    await Deno.symlink("/proc/self", sessions);
    const { code, text } = await doctor(project);
    assertEquals(code, 1);
    assertStringIncludes(text, `problem  SESSIONS cannot be written: `);
    await Deno.remove(sessions);
    await Deno.mkdir(sessions);
  }));

Deno.test("doctor run() tells a program that is missing, that does not start, and one that nobody logged in", () =>
  inSound(async (project) => {
    const missing = await doctor(project, { env: { CLAUDE_PATH: "gone" } });
    assertEquals(missing.code, 1);
    assertStringIncludes(missing.text, 'the program "gone" of claude');
    await program(project, "claude", "exit 3");
    const broken = await doctor(project, { env: { ANTHROPIC_API_KEY: "" } });
    assertEquals(broken.code, 1);
    assertStringIncludes(broken.text, "does not tell its version");
    assertStringIncludes(broken.text, "problem  claude is not logged in\n");
    await Deno.mkdir(join(project.home, ".claude"));
    const file = join(project.home, ".claude/.credentials.json");
    await Deno.writeTextFile(file, "{}");
    assertStringIncludes(
      (await doctor(project, { env: { ANTHROPIC_API_KEY: "" } })).text,
      `claude is logged in: ${file}`,
    );
  }));

Deno.test("doctor run() does not count a key that no provider gets", () =>
  inSound(async (project) => {
    const folder = join(project.home, ".config/samocode");
    await Deno.mkdir(folder, { recursive: true });
    const key = "ANTHROPIC_API_KEY=sk-ant-api03-example\n";
    await Deno.writeTextFile(join(folder, ".env"), key);
    const { text } = await doctor(project, { env: { ANTHROPIC_API_KEY: "" } });
    assertStringIncludes(text, "ANTHROPIC_API_KEY of a .env is never handed");
  }));

Deno.test("doctor run() knows the logins of codex", () =>
  inSound(async (project) => {
    await program(project, "codex", "echo codex-cli 0.169.0");
    const codexHome = join(project.home, "codex");
    await Deno.mkdir(codexHome);
    const env = {
      SAMOCODE_PROVIDER: "codex",
      CODEX_HOME: codexHome,
      OPENAI_API_KEY: "sk-example-1234567890",
    };
    const out = await doctor(project, { env });
    assertStringIncludes(out.text, "takes no notice of OPENAI_API_KEY");
    assertStringIncludes(out.text, "try: codex login");
    const settings = join(codexHome, "config.toml");
    await Deno.writeTextFile(settings, 'model_provider = "ours"\n');
    assertStringIncludes(
      (await doctor(project, { env })).text,
      'model_provider "ours"',
    );
    await Deno.writeTextFile(join(codexHome, "auth.json"), "{}");
    const { code, text } = await doctor(project, { env });
    assertEquals(code, 0, text);
    assertStringIncludes(text, "codex is logged in: ");
  }));

Deno.test("doctor run() tells what a repository denies claude, and whose hooks run", () =>
  inSound(async (project) => {
    await Deno.mkdir(join(project.repo, ".claude"));
    await Deno.writeTextFile(
      join(project.repo, ".claude/settings.json"),
      JSON.stringify({ permissions: { deny: ["Bash"] }, hooks: { Stop: [] } }),
    );
    const { code, text } = await doctor(project);
    assertEquals(code, 0);
    assertStringIncludes(text, "settings.json denies claude Bash");
    assertStringIncludes(text, "settings.json are run without asking");
  }));

Deno.test("doctor run() warns where nobody is told, and sends a test notice with --notify", () =>
  inSound(async (project) => {
    const { text } = await doctor(project, { env: { SAMOCODE_NOTIFY: "" } });
    assertStringIncludes(text, "no notices are configured");
    const file = join(project.home, "notice");
    const sent = await doctor(project, {
      env: { SAMOCODE_NOTIFY: `cat >${file}` },
      flags: { notify: true },
    });
    assertStringIncludes(sent.text, "a test notice was sent: command");
    const notice = JSON.parse(await Deno.readTextFile(file));
    assertEquals(notice.session, "samocode doctor --notify");
    const failed = await doctor(project, {
      env: { SAMOCODE_NOTIFY: "exit 9" },
      flags: { notify: true },
    });
    assertEquals(failed.code, 1);
    assertStringIncludes(failed.text, "was not sent: command: exit code 9");
  }));

Deno.test("doctor run() tells stale skills, and those of an earlier samocode", () =>
  inSound(async (project) => {
    const skills = join(project.home, ".claude/skills");
    for (const name of ["samocode-run", "session-management"]) {
      await Deno.mkdir(join(skills, name), { recursive: true });
    }
    await Deno.writeTextFile(
      join(skills, "samocode-run/SKILL.md"),
      "python main.py --config, then read `_overview.md`",
    );
    await Deno.writeTextFile(
      join(skills, "session-management/SKILL.md"),
      await marked("an old text\n", "0.0.1"),
    );
    const { text } = await doctor(project);
    assertStringIncludes(text, "try: samocode install claude --replace-old");
    assertStringIncludes(text, "try: samocode install claude\n");
  }));

Deno.test("doctor run() prints what it found as JSON", () =>
  inSound(async (project) => {
    const { text } = await doctor(project, { flags: { json: true } });
    const lines: { mark: string; text: string; next?: string }[] = JSON.parse(
      text,
    );
    const warning = lines.find(({ mark }) => mark === "warning");
    assertStringIncludes(warning?.text ?? "", "is not on PATH");
    assert(warning?.next !== undefined);
  }));
