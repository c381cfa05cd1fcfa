/**
 * The program itself.
 *
 * @module
 */

import { pathKind } from "../../system/person_file.ts";
import { realPath } from "../../system/files.ts";
import { findProgram } from "../../system/find_program.ts";
import { selfCommand } from "../../system/self.ts";
import type { Terminal } from "../../system/terminal.ts";
import { VERSION } from "../version.ts";
import { type Line, ok, warning } from "./line.ts";

/** Version, and whether a person and a skill find it by its name. */
export function programLines(
  { env }: Pick<Terminal, "env">,
): readonly Line[] {
  const found = findProgram("samocode", env);
  const { file, args } = selfCommand();
  const source = args.length > 0;
  const self = `samocode ${VERSION}${source ? ", from its source" : ""}`;
  if (found === null) {
    return [
      warning(
        `${self}: it is not on PATH, so that skills and hints do not find it`,
        source
          ? "deno task compile, then put dist/samocode on PATH"
          : `ln -s "${file}" ~/.local/bin/samocode`,
      ),
    ];
  }
  const other = !source && pathKind(file) === "file" &&
    realPath(found) !== realPath(file);
  return [
    other
      ? warning(
        `${self} is "${file}", and PATH has another one: "${found}"`,
        "samocode --version, and remove the one you do not want",
      )
      : ok(`${self}; on PATH as ${found}`),
  ];
}
