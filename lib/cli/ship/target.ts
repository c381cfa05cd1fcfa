/**
 * Where a session's branch goes, and what takes the pull request.
 *
 * @module
 */

import { UsageError, UserError } from "../../errors.ts";
import { RefusedError } from "../../session/refused.ts";
import { findProgram } from "../../system/find_program.ts";
import {
  type HubOptions,
  type HubReading,
  hubRepository,
  pullRequestsOf,
} from "../../system/hub.ts";
import {
  isWithin,
  lookAtRemote,
  remotesOf,
  type RemoteState,
} from "../../system/remote.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import type { Acting } from "../acting.ts";
import { chooseRemote } from "./choose_remote.ts";
import { remoteOwner } from "./compare_url.ts";
import type { Ready } from "./ready.ts";

/** What a person asked for. */
export interface Wish {
  readonly remote: string | undefined;
  readonly base: string | undefined;
  /** Whether there shall be a pull request. */
  readonly pullRequest: boolean;
}

/** What opens the pull request. */
export interface Hub extends HubOptions {
  /** `OWNER/REPO`. */
  readonly name: string;
  /** As `--repo` takes it. */
  readonly place: string;
  readonly base: string;
  /** The branch as the repository of the pull request calls it. */
  readonly head: string;
  /** Address of the open pull request of the branch; `null`: there is none. */
  readonly open: string | null;
  /** Addresses of those that were closed or merged. */
  readonly over: readonly string[];
}

/** Where it goes. */
export interface Target {
  readonly remote: string;
  readonly url: string;
  /** Commit of the branch there; `null`: it is new. */
  readonly tip: string | null;
  /** `null`: it is not known. */
  readonly base: string | null;
  /** `null`: no pull request is opened from here. */
  readonly hub: Hub | null;
  /** Why none is opened though one was wished; `null`: one is, or none was wished. */
  readonly why: string | null;
}

/**
 * Finds out; asks the remote and `gh`, changes nothing.
 *
 * @throws {UserError} when the branch cannot go there without loss, or what takes the pull request cannot be asked.
 */
export async function findTarget(
  acting: Acting,
  { ready, wish }: { readonly ready: Ready; readonly wish: Wish },
): Promise<Target> {
  const { name, store: { state } } = acting;
  const { cwd, branch } = ready;
  const remote = chooseRemote(await remotesOf(cwd, branch), {
    name,
    asked: wish.remote,
    last: state.shipped?.remote ?? null,
  });
  const branches = [branch, ...(wish.base === undefined ? [] : [wish.base])];
  const there = await lookAtRemote(cwd, { remote, branches });
  if ("problem" in there) {
    throw new UserError(
      `Cannot ship "${name}": the remote "${remote}" cannot be asked: ${there.problem}`,
      {
        details: there.said,
        hint: `git -C ${shellWord(cwd)} ls-remote ${remote}`,
      },
    );
  }
  await refuseForeign(there, { name, remote, ready });
  const { url, tip } = there;
  const hub = wish.pullRequest
    ? await findHub(acting, { cwd, wish })
    : { why: null };
  const main = "why" in hub ? there.main : hub.main ?? there.main;
  const base = wish.base ?? main;
  if (base === branch) {
    throw new UsageError(
      `Cannot ship "${name}": "${branch}" is the branch that it would go into`,
      { hint: `samocode ship ${name} --base BRANCH` },
    );
  }
  const owner = remoteOwner(url);
  const elsewhere = !("why" in hub) && isForeign(owner, hub.name);
  if (
    wish.base !== undefined && !elsewhere &&
    !Object.hasOwn(there.branches, wish.base)
  ) {
    throw new UsageError(
      `Cannot ship "${name}": the remote "${remote}" has no branch "${wish.base}"`,
      {
        hint: `samocode ship ${name}${
          there.main === null ? "" : ` --base ${there.main}`
        }`,
      },
    );
  }
  const common = { remote, url, tip, base };
  if ("why" in hub) return { ...common, hub: null, why: hub.why };
  if (base === null) {
    throw new UsageError(
      `Cannot ship "${name}": the remote "${remote}" has no main branch that a pull request could go into`,
      { hint: `samocode ship ${name} --base BRANCH, or --no-pr` },
    );
  }
  const head = elsewhere ? `${owner}:${branch}` : branch;
  const known = await knownRequests(hub, { name, branch, owner });
  return { ...common, hub: { ...hub, base, head, ...known }, why: null };
}

/** Commits there that are not part of what was verified: somebody else's, or of an earlier history. */
async function refuseForeign(
  { tip }: RemoteState,
  { name, remote, ready: { cwd, branch, head } }: {
    readonly name: string;
    readonly remote: string;
    readonly ready: Ready;
  },
): Promise<void> {
  if (tip === null || await isWithin(cwd, { commit: tip, head })) return;
  throw new RefusedError(
    `Cannot ship "${name}": the remote "${remote}" has "${branch}" at ${
      tip.slice(0, 10)
    }, which is not part of what was verified; nothing is overwritten`,
    {
      hint: `git -C ${shellWord(cwd)} fetch ${remote} ${shellWord(branch)}`,
    },
  );
}

type Repository = Extract<HubReading, { kind: "repository" }>;

async function findHub(
  { name, terminal: { env } }: Acting,
  { cwd, wish }: { readonly cwd: string; readonly wish: Wish },
): Promise<(Repository & HubOptions) | { readonly why: string }> {
  const file = findProgram("gh", env);
  if (file === null) return { why: "the program gh is not installed" };
  const reading = await hubRepository({ file, cwd, env });
  const base = wish.base === undefined ? "" : ` --base ${shellWord(wish.base)}`;
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
          hint: `gh auth login, then samocode ship ${name}${base}; or --no-pr`,
        },
      );
    case "failed":
      throw unasked(name, reading.reason);
  }
}

async function knownRequests(
  hub: Repository & HubOptions,
  { name, branch, owner }: {
    readonly name: string;
    readonly branch: string;
    readonly owner: string | null;
  },
): Promise<Pick<Hub, "open" | "over">> {
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
function isForeign(owner: string | null, repository: string): boolean {
  return owner !== null && !isSame(owner, ownerOf(repository));
}

function ownerOf(repository: string): string {
  return repository.split("/")[0] ?? "";
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
