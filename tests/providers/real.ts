/**
 * Where the real programs of a test are.
 *
 * @module
 */

import {
  install,
  type Installed,
  pinnedVersion,
  type RealProvider,
} from "./install.ts";

/** Variable by which the runner of the tests tells where a program is; empty: it is not to be had. */
export function pathVariable(name: RealProvider): string {
  return `SAMOCODE_TEST_${name.toUpperCase()}`;
}

/** The program, `null` when it is not to be had. */
export async function real(name: RealProvider): Promise<Installed | null> {
  const program = Deno.env.get(pathVariable(name));
  if (program === undefined) return await install(name);
  return program === ""
    ? null
    : { name, program, version: pinnedVersion(name) };
}
