/**
 * Where a session's branch goes, and what takes the pull request.
 *
 * @module
 */

import { UsageError, UserError } from "../../errors.ts";
import { RefusedError } from "../../session/refused.ts";
import type { HubOptions } from "../../system/hub.ts";
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
import {
  findHub,
  isForeign,
  type KnownRequests,
  knownRequests,
} from "./find_hub.ts";
import type { Ready } from "./ready.ts";

/** What a person asked for. */
export interface Wish {
  readonly remote: string | undefined;
  readonly base: string | undefined;
  /** Whether there shall be a pull request. */
  readonly pullRequest: boolean;
}

/** What opens the pull request. */
export interface Hub extends HubOptions, KnownRequests {
  /** `OWNER/REPO`. */
  readonly name: string;
  /** As `--repo` takes it. */
  readonly place: string;
  readonly base: string;
  /** The branch as the repository of the pull request calls it. */
  readonly head: string;
}

/** Where it goes. */
export interface Target {
  readonly remote: string;
  readonly url: string;
  /** Where else it is pushed to. */
  readonly moreUrls: readonly string[];
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
  const { url, moreUrls, tip } = there;
  const hub = wish.pullRequest
    ? await findHub(acting, { cwd, base: wish.base })
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
  const common = { remote, url, moreUrls, tip, base };
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
