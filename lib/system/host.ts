/**
 * The port through which the engine reaches the world outside its two folders, and the messages that carry it.
 *
 * @module
 */

/** How a program shall be started: its output goes straight into files of the session folder. */
export interface StartSpec {
  /** Name of a configured provider; the supervisor knows the executable. */
  readonly provider: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly dropEnv: readonly string[];
  readonly cwd: string;
  /** Value of `SAMOCODE_RUN` in the environment of everything the program starts. */
  readonly mark: string;
  /** Absolute paths inside the session folder; `stdin` is `null` for none. */
  readonly stdin: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly polite: "SIGTERM" | "SIGINT";
}

/** How the leader of a tree ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A program that runs. */
export interface Started {
  readonly pid: number;
  /** As the system tells it; with the pid it names one process for ever. */
  readonly startTime: string;
  /** Resolves when the leader is gone; its tree may live on until `end`. */
  readonly exited: Promise<Exit>;
}

/** The leader of a tree that an earlier run started, as its journal row tells. */
export interface EarlierProcess {
  readonly pid: number;
  readonly startTime: string;
}

/** What `end` found. */
export interface TreeEnd {
  /** Whether everything with the mark is proven gone. */
  readonly gone: boolean;
  /** Processes that were ended after the leader. */
  readonly swept: number;
}

/** A named check that the host runs in the working folder. */
export interface CheckRun {
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
  /** sha256 hex of the output. */
  readonly logHash: string;
  /** The end of the output, at most 8 KiB. */
  readonly tail: string;
}

/** A path that is not the same in two commits. */
export interface ChangedFile {
  readonly path: string;
  /** Mode and id of the content; `null`: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between a commit and HEAD. */
export type ChangesReading =
  | {
    readonly files: readonly ChangedFile[];
    /** Whether HEAD came about by commits on top of that one. */
    readonly descends: boolean;
  }
  | { readonly problem: string };

/** A diff of whole files, or why there is none. */
export type DiffReading =
  | { readonly text: string }
  | { readonly problem: string };

/** Tests of an earlier commit that are to be run against HEAD. */
export interface OldTestsSpec {
  /** Commit that the tests are taken from. */
  readonly base: string;
  readonly head: string;
  /** Paths of the tests, all of them files of `base`. */
  readonly paths: readonly string[];
  /** Names of configured checks; logs are absolute paths inside the session folder. */
  readonly checks: readonly {
    readonly name: string;
    readonly log: string;
    readonly controlLog: string;
  }[];
  readonly setupLog: string;
}

/** How a check went with the old tests. */
export interface OldCheck {
  readonly name: string;
  readonly old: CheckRun;
  /** With the tests as they are, in the same place; only when the old ones are red. */
  readonly control: CheckRun | null;
}

/** What the old tests showed, or why they could not be run. */
export type OldTestsRun =
  | { readonly results: readonly OldCheck[] }
  | { readonly problem: string };

/** The lock on an index of git: somebody changes it, or was killed at that. */
export interface IndexLock {
  /** Absolute. */
  readonly path: string;
  /** Its last change, epoch ms. */
  readonly sinceMs: number;
}

/** What git tells of the working folder. */
export interface Facts {
  readonly head: string | null;
  readonly tree: string | null;
  readonly branch: string | null;
  readonly dirty: boolean;
  /** Paths of what is uncommitted, untracked files among them. */
  readonly changed: readonly string[];
  /** Missing: the index is not locked. */
  readonly indexLock?: IndexLock;
}

/** Where uncommitted work is kept, or why not; `null`: there is nothing to keep, or no repository. */
export type KeptWork =
  | ({ readonly ref: string } | { readonly problem: string }) & {
    /** Paths that are not kept as they are: they cannot be read, or are repositories with changes of their own. */
    readonly left?: readonly string[];
  }
  | null;

/** Something the run tells the person at the terminal, `session.log` and `--json`. */
export interface Told {
  /** Machine name of the event: `iteration`, `attempt`, `tool`, `decided`, `stopped`, … */
  readonly event: string;
  readonly level: "info" | "warn" | "error";
  readonly text: string;
  /** Shown on a terminal or with `-v` only. */
  readonly detail?: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The live last line of a terminal; all times epoch ms. */
export interface Live {
  readonly phase: string;
  readonly iteration: number;
  readonly sinceMs: number;
  readonly tool: string | null;
  readonly tokens: number;
}

/** A message for the person who is needed. */
export interface Notice {
  readonly about:
    | "waiting"
    | "blocked"
    | "done"
    | "failed"
    | "limit"
    | "budget"
    /** A limit of the run ended it: iterations, time, money. */
    | "stopped";
  readonly session: string;
  readonly text: string;
  /** The next command to type. */
  readonly next: string | null;
}

/** Who got a notice, by channel. */
export interface NoticeResult {
  readonly sent: readonly string[];
  readonly failed: readonly string[];
}

/** What came from outside to end the run. */
export type Interrupt = "interrupt" | "terminated" | "hungUp";

/** Everything that the engine may ask of the supervisor. */
export interface Host {
  /** @throws {UserError} when the program cannot be started. */
  start(spec: StartSpec): Promise<Started>;
  /** Ends the whole tree of a mark: polite, TERM, KILL, sweep; returns when it is gone. Safe to call twice. */
  end(mark: string, earlier?: EarlierProcess): Promise<TreeEnd>;
  facts(): Promise<Facts>;
  /** Keeps tracked changes and untracked files under `refs/samocode/wip/<name>`. */
  keepWork(name: string): Promise<KeptWork>;
  /** Runs the configured check; output goes to `log` inside the session folder. */
  check(name: string, log: string): Promise<CheckRun>;
  /** Lists what differs between a commit and HEAD. */
  changes(base: string): Promise<ChangesReading>;
  /** Whole texts of files in a commit and in HEAD, as a diff. */
  diff(base: string, paths: readonly string[]): Promise<DiffReading>;
  /** Runs checks on HEAD with tests of an earlier commit, in a scratch worktree. */
  checkOld(spec: OldTestsSpec): Promise<OldTestsRun>;
  notify(notice: Notice): Promise<NoticeResult>;
  tell(told: Told): void;
  live(live: Live | null): void;
  /** What ended the run from outside, if anything yet. */
  interrupted(): Interrupt | null;
  /** Aborted as soon as `interrupted()` tells something. */
  readonly stop: AbortSignal;
  /** Free bytes of the file system of the session folder; `null` when unknown. */
  freeBytes(): Promise<number | null>;
}
