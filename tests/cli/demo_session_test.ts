import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { inProject } from "./made_session.ts";
import { ended, programWords, startIn } from "./program.ts";

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
