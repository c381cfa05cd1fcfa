/**
 * `samocode report`: one page for the person who reviews.
 *
 * @module
 */

import type { Terminal } from "../system/terminal.ts";
import { putText } from "./look/put_text.ts";
import { sessionCall } from "./look/session_call.ts";
import { now } from "./own_clock.ts";
import { gatherReview } from "./report/gather_review.ts";
import { reviewHtml } from "./report/review_html.ts";
import { reviewText } from "./report/review_text.ts";
import { type Call, on } from "./subcommand.ts";

/** Prints the report, as text or as HTML. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const found = await sessionCall(call, terminal);
  const review = await gatherReview(found, now());
  if (on(call, "html")) terminal.out(reviewHtml(review).trimEnd());
  else await putText(reviewText(review), terminal);
  return 0;
}
