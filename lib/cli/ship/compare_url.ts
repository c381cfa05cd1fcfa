/**
 * Where a pull request can be opened in a browser.
 *
 * @module
 */

/** Host and path of a repository on a server. */
export interface RemotePlace {
  readonly host: string;
  /** Without `.git` at its end. */
  readonly path: string;
}

/**
 * Reads the address of a remote; `null` when it names no server.
 *
 * @example
 * ```ts
 * import { remotePlace } from "./compare_url.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const place = { host: "github.com", path: "o/r" };
 * assertEquals(remotePlace("git@github.com:o/r.git"), place);
 * assertEquals(remotePlace("https://me:pw@github.com/o/r"), place);
 * assertEquals(remotePlace("/srv/r.git"), null);
 * ```
 */
export function remotePlace(url: string): RemotePlace | null {
  const [, host = "", path = ""] =
    /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/+(.+)$/
      .exec(url) ?? /^(?:[^/@:]+@)?([^/:@]+):(?!\/\/)\/*(.+)$/.exec(url) ?? [];
  const trimmed = path.replace(/\/+$/, "").replace(/\.git$/, "");
  return host === "" || trimmed === "" ? null : { host, path: trimmed };
}

/** Owner of the repository at an address, as far as it can be told. */
export function remoteOwner(url: string): string | null {
  return remotePlace(url)?.path.split("/").at(-2) ?? null;
}

/** The page on which a pull request of the branch is opened; `null` for servers whose pages are not known. */
export function compareUrl(
  url: string,
  { base, branch }: { readonly base: string | null; readonly branch: string },
): string | null {
  const place = remotePlace(url);
  if (place === null) return null;
  const { host, path } = place;
  const words = [base, branch].filter((word) => word !== null)
    .map(encodeURIComponent);
  if (/(^|\.)github\./.test(host)) {
    return `https://${host}/${path}/compare/${words.join("...")}?expand=1`;
  }
  return /(^|\.)gitlab\./.test(host)
    ? `https://${host}/${path}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${
      words.at(-1)
    }`
    : null;
}
