import { assert, assertEquals } from "@std/assert";
import { subcommandHelp } from "../../lib/cli/help.ts";
import { subcommands } from "../../lib/cli/subcommands.ts";
import { wrapHelp } from "../../lib/cli/wrap_help.ts";

Deno.test("wrapHelp() keeps every word of every help, and lines within the terminal", () => {
  for (const subcommand of subcommands) {
    const help = subcommandHelp(subcommand);
    for (const columns of [40, 80, 200]) {
      const wrapped = wrapHelp(help, columns);
      assertEquals(wrapped.split(/\s+/), help.split(/\s+/), subcommand.name);
      for (const line of wrapped.split("\n")) {
        const typed = line.startsWith("  samocode ");
        assert(
          typed || line.length <= columns || !/\S {1,}\S/.test(line),
          line,
        );
      }
    }
  }
});

Deno.test("wrapHelp() leaves what is to be typed in one line", () => {
  const line = '  samocode run --task "Add a --json flag to the list command"';
  assertEquals(wrapHelp(line, 40), line);
});

Deno.test("wrapHelp() gives up the column where the terminal is too narrow for it", () => {
  assertEquals(
    wrapHelp("  -p, --provider NAME[,NAME]  claude, codex, demo", 40),
    "  -p, --provider NAME[,NAME]  claude,\n    codex, demo",
  );
});
