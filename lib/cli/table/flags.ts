/**
 * Flags that several subcommands share.
 *
 * @module
 */

import type { Flag } from "../subcommand.ts";

/** Which project. */
export const configFlag: Flag = {
  name: "config",
  short: "c",
  value: "PATH",
  help: "the .samocode file, its folder, or part of a known project's name",
};

/** Which session. */
export const sessionFlag: Flag = {
  name: "session",
  short: "s",
  value: "NAME",
  help: "the session, as the first word does",
};

/** Which session of which project. */
export const placeFlags: readonly Flag[] = [configFlag, sessionFlag];

/** For programs. */
export const jsonFlag: Flag = { name: "json", help: "JSON instead of text" };

/** For subcommands that let the work go on. */
export const runFlag: Flag = {
  name: "run",
  short: "r",
  help: "go on with the run afterwards",
};
