import { assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { subcommands } from "../../lib/cli/subcommands.ts";
import { VERSION } from "../../lib/cli/version.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

async function call(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; err: string }> {
  const terminal = fakeTerminal({ cwd: "/", env: { HOME: "/none", ...env } });
  const code = await main(args, terminal);
  return {
    code,
    out: terminal.outLines.join("\n"),
    err: terminal.errLines.join("\n"),
  };
}

Deno.test("main() tells the version in every form", async () => {
  for (const word of ["--version", "-V", "version"]) {
    assertEquals(await call([word]), {
      code: 0,
      out: `samocode ${VERSION}`,
      err: "",
    });
  }
});

Deno.test("main() suggests the subcommand or the flag that was meant", async () => {
  const wrong = await call(["statsu"]);
  assertEquals(wrong.code, 2);
  assertEquals(
    wrong.err,
    'samocode: Cannot run "statsu": there is no such subcommand\n  try: samocode status',
  );
  const flag = await call(["status", "--jsn"]);
  assertEquals(flag.code, 2);
  assertStringIncludes(flag.err, 'perhaps "--json"');
});

Deno.test("main() takes flags without a subcommand for a run", async () => {
  const { code, err } = await call(["--session", "x"]);
  assertEquals(code, 2);
  assertStringIncludes(err, "samocode init");
});

Deno.test("main() has a help for every subcommand, with an example", async () => {
  for (const { name, examples, summary } of subcommands) {
    const { code, out } = await call(["help", name]);
    assertEquals(code, 0, name);
    assertStringIncludes(out, summary);
    assertStringIncludes(out, examples[0]!);
    assertEquals((await call([name, "--help"])).out, out);
  }
});

Deno.test("main() refuses an agent inside a run what is for a person", async () => {
  for (const { name, personOnly } of subcommands) {
    if (!personOnly) continue;
    const { code, err } = await call([name], { SAMOCODE_RUN: "mark" });
    assertEquals(code, 1, name);
    assertStringIncludes(err, "is for a person");
  }
});

Deno.test("main() says where flags stand when a subcommand comes after them", async () => {
  const { code, err } = await call(["-c", "my app", "status", "auth"]);
  assertEquals(code, 2);
  assertEquals(
    err,
    "samocode: Cannot run \"samocode -c …\": flags stand behind the subcommand\n  try: samocode status -c 'my app' auth",
  );
});
