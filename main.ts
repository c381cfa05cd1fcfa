/**
 * The program's entry.
 *
 * @module
 */

import { main } from "./lib/cli/main.ts";

Deno.exit(await main(Deno.args));
