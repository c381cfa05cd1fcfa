/**
 * A person's act that does not fit where the session stands.
 *
 * @module
 */

import { UserError } from "../errors.ts";

/** Nothing was changed. Whoever acts beside others catches it: somebody may have been faster. */
export class RefusedError extends UserError {
  override readonly name: string = "RefusedError";
}
