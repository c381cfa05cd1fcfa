/**
 * What a person sees before a session is handed over.
 *
 * @module
 */

import { counted } from "../../workflow/amounts.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { columns } from "../look/columns.ts";
import type { Ready } from "./ready.ts";
import type { Target } from "./target.ts";
import type { ShipText } from "./text.ts";

/** What is shown. */
export interface Shown {
  readonly ready: Ready;
  readonly target: Target;
  /** `null`: only the branch is pushed. */
  readonly text: ShipText | null;
  /** Whether the text of a pull request that is there is renewed. */
  readonly update: boolean;
}

/** Remote, branch, base, title, and what is left open. */
export function targetLines(
  { ready, target, text, update }: Shown,
): readonly string[] {
  const { remote, url, moreUrls, tip, base, hub } = target;
  const { branch, head, commits } = ready;
  const news = tip === null
    ? "new there"
    : tip === head
    ? "there already"
    : `there at ${tip.slice(0, 7)}`;
  const facts: (readonly [string, string])[] = [
    ["Remote:", url === remote ? remote : `${remote}, ${url}`],
    ...moreUrls.map((url) => ["And to:", url] as const),
    [
      "Branch:",
      `${branch} at ${head.slice(0, 7)}, ${
        counted(commits, "commit")
      }, ${news}`,
    ],
  ];
  if (text === null) return columns(facts);
  return [
    ...columns([
      ...facts,
      [
        "Into:",
        `${base ?? "not known; --base tells it"}${
          hub === null ? "" : ` of ${hub.name}`
        }`,
      ],
      ["Title:", text.title],
      ["Pull request:", requestWords(target, update)],
    ]),
    ...hub === null ? [] : hub.over.map((url) => `Closed or merged: ${url}`),
    "Open ends:",
    ...text.openEnds.length === 0
      ? ["- none"]
      : text.openEnds.map((end) => `- ${oneLine(end)}`),
  ];
}

function requestWords({ hub, why }: Target, update: boolean): string {
  if (hub === null) return `by hand: ${why}`;
  if (hub.open === null) return "a draft";
  return `${hub.open}, ${update ? "its text is renewed" : "as it is"}`;
}
