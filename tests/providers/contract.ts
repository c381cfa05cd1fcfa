/**
 * `deno task contract claude|codex [VERSION]`: tries everything that an adapter takes for granted with the real program.
 *
 * Prints what holds and what does not; exit code 1 when something does not.
 *
 * @module
 */

import { adapterOf } from "../../lib/provider/adapters.ts";
import { type Assumption, tryAll } from "./contract/assumption.ts";
import { claudeContract } from "./contract/claude.ts";
import { codexContract } from "./contract/codex.ts";
import { install, type RealProvider } from "./install.ts";

const contracts: Readonly<Record<RealProvider, readonly Assumption[]>> = {
  claude: claudeContract,
  codex: codexContract,
};

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(
  [name = "", version]: readonly string[],
): Promise<number> {
  if (name !== "claude" && name !== "codex") {
    console.error("usage: deno task contract claude|codex [VERSION]");
    return 2;
  }
  const installed = await install(name, version);
  if (installed === null) return 1;
  console.log(`${name} ${installed.version}: ${installed.program}`);
  const verdicts = await tryAll(contracts[name], { installed, atOnce: 3 });
  for (const { text, instead } of verdicts) {
    console.log(
      `${instead === null ? "holds         " : "DOES NOT HOLD "} ${text}`,
    );
    if (instead !== null) console.log(indented(instead));
  }
  const held = verdicts.filter(({ instead }) => instead === null).length;
  console.log(`${held} of ${verdicts.length} hold`);
  if (held < verdicts.length) return 1;
  if (!adapterOf(name)?.contractVersions?.includes(installed.version)) {
    console.log(
      `${installed.version} may stand in the adapter's contractVersions`,
    );
  }
  return 0;
}

/** Without the colours and empty lines of a comparison. */
function indented(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\x1b\[[\d;]*m/g, "").split("\n")
    .filter((line) => line.trim() !== "").map((line) =>
      `      ${line.trimEnd()}`
    )
    .join("\n");
}
