/**
 * What one start of the fake provider is about.
 *
 * @module
 */

/** The facts of one start; empty texts where neither the prompt nor the conversation tells them. */
export interface Task {
  readonly sessionDir: string;
  readonly workingDir: string;
  /** Lower case. */
  readonly phase: string;
  readonly iteration: number;
  readonly token: string | null;
  /** `[NNN @ MM-DD HH:MM]`, or something like it. */
  readonly flowTag: string;
  /** `MM-DD-HH:MM`, or something like it. */
  readonly fileStamp: string;
  readonly testingRun: string;
  readonly workflow: "full" | "quick";
}
