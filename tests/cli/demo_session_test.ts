import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { inProject } from "./made_session.ts";
import { ended, programEnvironment, programWords, startIn } from "./program.ts";

Deno.test("samocode demo ends with commands that can be typed where the person is", () =>
  inProject(async (project) => {
    const demo = join(project.home, "a demo");
    const call = (words: readonly string[]) =>
      ended(startIn(project, [...programWords, ...words], {
        cwd: project.home,
      }));
    const played = await call(["demo", demo]);
    assertEquals(played.code, 0, played.err);
    const wordsOf = (command: string | undefined) =>
      (command ?? "").replaceAll(
        /'([^']*)'/g,
        (_, quoted) => quoted.replaceAll(" ", "\0"),
      ).split(" ")
        .map((word) => word.replaceAll("\0", " "));
    const next = wordsOf(/next: samocode (.*)$/.exec(played.last)?.[1]);
    assertEquals(next.slice(-2), ["--config", join(demo, "greeter")]);
    const report = await call(next);
    assertEquals(report.code, 0, report.err);
    assertStringIncludes(report.out, "Open ends");
    const shown = /^Lessons proposed: .* → samocode (.*)$/m.exec(played.err);
    assert(shown !== null, played.err);
    const lessons = await call(wordsOf(shown[1]));
    assertEquals(lessons.code, 0, lessons.err);
    const apply = /^Apply: samocode (.*)$/m.exec(lessons.out);
    const applied = await call(wordsOf(apply?.[1]));
    assertEquals(applied.code, 0, applied.err);
    assertStringIncludes(applied.out, "Applied in ");
  }));

Deno.test("samocode demo leaves nothing behind for a workflow that there is not", () =>
  inProject(async (project) => {
    const temporary = join(project.home, "tmp");
    await Deno.mkdir(temporary);
    const words = [...programWords, "demo", "--workflow", "nosuch"];
    const { code, err } = await ended(startIn(project, words, {
      env: { ...programEnvironment(project), TMPDIR: temporary },
    }));
    assertEquals(code, 2, err);
    assertStringIncludes(err, "Cannot read the workflow file");
    assertEquals([...Deno.readDirSync(temporary)], []);
  }));

Deno.test("samocode demo refuses a folder whose place is taken, and writes nothing there", () =>
  inProject(async (project) => {
    const repo = join(project.home, "used/greeter");
    await Deno.mkdir(repo, { recursive: true });
    await Deno.writeTextFile(join(repo, "README.md"), "mine");
    await Deno.writeTextFile(join(project.home, "file"), "mine");
    for (const name of ["used", "file"]) {
      const words = ["demo", join(project.home, name)];
      const terminal = project.terminal();
      assertEquals(await main(words, terminal), 1, name);
      assertStringIncludes(
        terminal.errLines.join("\n"),
        "Cannot make the demo",
      );
    }
    assertEquals(await Deno.readTextFile(join(repo, "README.md")), "mine");
    assertEquals([...Deno.readDirSync(repo)].length, 1);
  }));
