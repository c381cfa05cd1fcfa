/**
 * Asks `gh` what takes a pull request, and what there is already.
 *
 * @module
 */

import { UserError } from "../../errors.ts";
import { findProgram } from "../../system/find_program.ts";
import {
  type HubOptions,
  type HubReading,
  hubRepository,
  pullRequestsOf,
} from "../../system/hub.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import type { Acting } from "../acting.ts";

/** A repository on a server, and the `gh` that knows it. */
export type HubHere =
  & Extract<HubReading, { kind: "repository" }>
  & HubOptions;

/** Pull requests of a branch. */
export interface KnownRequests {
  /** Address of the one that is open; `null`: there is none. */
  readonly open: string | null;
  /** Addresses of those that were closed or merged. */
  readonly over: readonly string[];
}

/**
 * Finds out what takes the pull request, or why nothing does.
 *
 * @throws {UserError} when nobody is logged in, or `gh` cannot tell.
 */
export async function findHub(
  { name, terminal: { env } }: Acting,
  { cwd, base }: { readonly cwd: string; readonly base: string | undefined },
): Promise<HubHere | { readonly why: string }> {
  const file = findProgram("gh", env);
  if (file === null) return { why: "the program gh is not installed" };
  const reading = await hubRepository({ file, cwd, env });
  const more = base === undefined ? "" : ` --base ${shellWord(base)}`;
  switch (reading.kind) {
    case "repository":
      return { ...reading, file, cwd, env };
    case "elsewhere":
      return { why: "gh knows the server of none of the remotes" };
    case "noLogin":
      throw new UserError(
        `Cannot open a pull request of "${name}": gh is not logged in; nothing was pushed`,
        {
          details: [reading.reason],
          hint: `gh auth login, then samocode ship ${name}${more}; or --no-pr`,
        },
      );
    case "failed":
      throw unasked(name, reading.reason);
  }
}

/**
 * Asks for the pull requests of a branch.
 *
 * @throws {UserError} when `gh` cannot tell.
 */
export async function knownRequests(
  hub: HubHere,
  { name, branch, owner }: {
    readonly name: string;
    readonly branch: string;
    /** Of the remote; `null`: not known. */
    readonly owner: string | null;
  },
): Promise<KnownRequests> {
  const answer = await pullRequestsOf(branch, hub);
  if ("reason" in answer) throw unasked(name, answer.reason);
  const ours = answer.value.filter((one) =>
    one.owner === null || isSame(one.owner, owner ?? ownerOf(hub.name))
  );
  return {
    open: ours.find(({ state }) => state === "OPEN")?.url ?? null,
    over: ours.filter(({ state }) => state !== "OPEN").map(({ url }) => url),
  };
}

function unasked(name: string, reason: string): UserError {
  return new UserError(
    `Cannot open a pull request of "${name}": gh says: ${reason}; nothing was pushed`,
    { hint: `samocode ship ${name} --no-pr` },
  );
}

/** Whether the remote belongs to somebody else than the repository that takes the pull request. */
export function isForeign(owner: string | null, repository: string): boolean {
  return owner !== null && !isSame(owner, ownerOf(repository));
}

function ownerOf(repository: string): string {
  return repository.split("/")[0] ?? "";
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
