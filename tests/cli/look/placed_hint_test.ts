import { assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../../lib/cli/main.ts";
import { placedHint } from "../../../lib/cli/look/placed_hint.ts";
import { subcommands } from "../../../lib/cli/subcommands.ts";
import { inProject } from "../made_session.ts";

Deno.test("placedHint() adds --config to a command where the project is another one", () =>
  inProject(async (project) => {
    const hints = {
      "samocode run auth": "samocode run auth{}",
      "samocode run auth, or --force": "samocode run auth{}, or --force",
      'samocode reopen auth "a, b"': 'samocode reopen auth "a, b"{}',
      "samocode reject 'a, b' x,y": "samocode reject 'a, b' x,y{}",
      "samocode session --help": "samocode session --help",
      "samocode run --config elsewhere": "samocode run --config elsewhere",
      "samocode projects": "samocode projects",
      "rename one of them": "rename one of them",
    };
    await Deno.mkdir(`${project.home}/other`);
    for (const [hint, expected] of Object.entries(hints)) {
      const call = { flags: { config: "../app" }, positionals: [] };
      const at = (cwd: string) => {
        const terminal = project.terminal({ cwd });
        return placedHint(hint, { call, terminal, subcommands });
      };
      const place = ` --config ${project.repo}`;
      assertEquals(
        at(`${project.home}/other`),
        expected.replace("{}", place),
      );
      assertEquals(at(project.repo), hint);
    }
  }));

Deno.test("samocode prints what to try so that it works where it was called", () =>
  inProject(async (project) => {
    await project.session("26-01-15-auth");
    const terminal = project.terminal({ cwd: project.home });
    const words = ["stop", "auth", "--config", project.repo];
    assertEquals(await main(words, terminal), 1);
    assertStringIncludes(
      terminal.errLines.join("\n"),
      ` --config ${project.repo}`,
    );
  }));
