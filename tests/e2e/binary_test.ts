// The compiled program, made once, in an environment that has nothing but a home folder and a PATH.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { VERSION } from "../../lib/cli/version.ts";

const root = fromFileUrl(new URL("../..", import.meta.url));

/** A script that prints where a Deno and a base executable of the same version are, for machines that cannot download a base. */
const script = Deno.env.get("SAMOCODE_DENORT") ?? null;
const missing = script === null && !await canCompile();
if (missing) {
  console.error(
    "SKIPPED: tests of the compiled program, because no base executable can be downloaded; a script that SAMOCODE_DENORT names can tell of one",
  );
}

Deno.test({
  name: "samocode, compiled, works with nothing else installed",
  ignore: missing,
  fn: async (t) => {
    const folder = await Deno.makeTempDir();
    const program = join(folder, "bin/samocode");
    const home = join(folder, "home");
    await Deno.mkdir(home);

    async function call(args: readonly string[], cwd = folder) {
      const { code, stdout, stderr } = await new Deno.Command(program, {
        args: [...args],
        cwd,
        clearEnv: true,
        env: { HOME: home, PATH: "/usr/local/bin:/usr/bin:/bin" },
        stdin: "null",
      }).output();
      const decoder = new TextDecoder();
      return {
        code,
        out: decoder.decode(stdout).trimEnd(),
        err: decoder.decode(stderr).trimEnd(),
      };
    }

    try {
      await compileTo(program);

      await t.step(
        "--version prints the version and nothing else",
        async () => {
          const expected = { code: 0, out: `samocode ${VERSION}`, err: "" };
          assertEquals(await call(["--version"]), expected);
        },
      );

      await t.step("--help lists the subcommands", async () => {
        const { code, out } = await call(["--help"]);
        assertEquals(code, 0);
        assertStringIncludes(out, "\nRun:\n  run ");
        assertStringIncludes(out, "\n  eject ");
      });

      await t.step("init makes an empty folder a project", async () => {
        const project = join(folder, "project");
        await Deno.mkdir(project);
        const { code, err } = await call(["init"], project);
        assertEquals(code, 0, err);
        assert(await isFile(join(project, ".samocode")));
      });

      await t.step("eject writes the workflow that is inside", async () => {
        const project = join(folder, "project");
        const { code, out, err } = await call(["eject"], project);
        assertEquals(code, 0, err);
        assertEquals(out, "WORKFLOW=samocode-workflow/workflow.md");
        assertEquals(
          await Deno.readTextFile(
            join(project, "samocode-workflow/workflow.md"),
          ),
          await Deno.readTextFile(join(root, "workflow.md")),
        );
      });

      await t.step("demo carries a session to its end", async () => {
        const { code, out, err } = await call(["demo", "shown"]);
        assertEquals(code, 0, `${out}\n${err}`);
        assertEquals(out.split("\n").at(-1)?.slice(0, 14), "samocode: done");
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** Compiles with the Deno and the base executable that the script names, else with the Deno that runs this. */
async function compileTo(output: string): Promise<void> {
  const found = script === null
    ? `DENO=${Deno.execPath()}`
    : `found=$(bash "${script}") && eval "$found"`;
  const compile = `${found} && ` +
    `exec "$DENO" run -A scripts/compile.ts --no-check --output "$0"`;
  const { success, stderr } = await new Deno.Command("bash", {
    args: ["-c", compile, output],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}

/** Whether this Deno has a base executable, or can get one. */
async function canCompile(): Promise<boolean> {
  const folder = await Deno.makeTempDir();
  try {
    const empty = join(folder, "empty.ts");
    await Deno.writeTextFile(empty, "");
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["compile", "--quiet", "--output", join(folder, "empty"), empty],
      cwd: folder,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
