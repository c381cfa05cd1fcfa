/**
 * Errors that a person must act on.
 *
 * @module
 */

/** What a {@linkcode UserError} may carry besides its message. */
export interface UserErrorOptions extends ErrorOptions {
  /** One thing to do, usually a command; shown on a line of its own. */
  readonly hint?: string;
  /** Further lines, one problem each, shown as a list. */
  readonly details?: readonly string[];
  /** Exit code of the process; 1 unless told. */
  readonly exitCode?: number;
}

/** A failure that a person can mend; shown without a stack trace. */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** One thing to do. */
  readonly hint: string | undefined;
  /** Further lines, one problem each. */
  readonly details: readonly string[];
  /** Exit code of the process. */
  readonly exitCode: number;

  /** Makes an error from its message, `Cannot <do what>: <what is the case>`. */
  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options);
    this.hint = options.hint;
    this.details = options.details ?? [];
    this.exitCode = options.exitCode ?? 1;
  }
}

/** Wrong usage or configuration: exit code 2. */
export class UsageError extends UserError {
  override readonly name: string = "UsageError";

  /** Makes an error whose exit code is 2. */
  constructor(
    message: string,
    options: Omit<UserErrorOptions, "exitCode"> = {},
  ) {
    super(message, { ...options, exitCode: 2 });
  }
}

/** Somebody else holds a lock: exit code 3. */
export class BusyError extends UserError {
  override readonly name: string = "BusyError";

  /** Makes an error whose exit code is 3. */
  constructor(
    message: string,
    options: Omit<UserErrorOptions, "exitCode"> = {},
  ) {
    super(message, { ...options, exitCode: 3 });
  }
}
