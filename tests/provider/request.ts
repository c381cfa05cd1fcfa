/**
 * A request as a test wants it.
 *
 * @module
 */

import type { ProviderRequest } from "../../lib/provider/adapter.ts";

/** A plain request with the given changes. */
export function requestWith(
  changes: Partial<ProviderRequest> = {},
): ProviderRequest {
  return {
    promptFile: "/sessions/s/_logs/p.md",
    sessionDir: "/sessions/s",
    workingDir: "/worktrees/s",
    model: null,
    effort: null,
    maxTurns: null,
    conversation: "0b7c1d5e-0000-4000-8000-000000000001",
    resumes: null,
    title: "s 007 planning",
    maxUsd: null,
    inherit: "project",
    sandbox: false,
    extraArgs: [],
    ...changes,
  };
}
