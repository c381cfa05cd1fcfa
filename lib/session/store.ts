/**
 * A session as its writers use it: the folded journal, and changes of the overview that are announced, made and told.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Clock } from "../system/clock.ts";
import { sha256 } from "../system/files.ts";
import { foldRow } from "../workflow/fold.ts";
import { foreignRowProblem } from "../workflow/foreign_row.ts";
import type { NewRow, Row } from "../workflow/row.ts";
import { emptyState, type SessionState } from "../workflow/state.ts";
import { changedOverview, changeOverview } from "./change_overview.ts";
import { type Journal, type JournalTx, openJournal } from "./journal.ts";
import { provenGlance } from "./glance.ts";
import { removeLeftTemps } from "./left_temps.ts";
import { mendNotebook } from "./notebook.ts";
import type { SessionPaths } from "./paths.ts";
import { type FieldsPut, putFields } from "./put_fields.ts";
import { redactEdit, redactRow } from "./redact_row.ts";
import { settlePending } from "./settle.ts";
import { steadyText } from "./steady_text.ts";
import type { Look } from "./writer_step.ts";

/** A session that is open for reading and writing. */
export interface Store {
  readonly paths: SessionPaths;
  /** As of the newest row that was read. */
  readonly state: SessionState;
  /** Row of another writer that only this run would write, in words; it is left out of the state. */
  readonly forged: string | null;
  /** What was cut off the journal when it was opened, in words. */
  readonly repaired: string | null;
  /** Reads rows of other writers. */
  refresh(): Promise<void>;
  /** Appends a row. */
  append(row: NewRow): Promise<Row>;
  /** Appends a row that is made from what it follows on, under the session lock. */
  appendTo(make: (before: JournalSoFar) => NewRow): Promise<Row>;
  /**
   * Looks and acts under the session lock. `look` may throw to refuse, or return `null` for nothing to do.
   *
   * @throws {UserError} when the overview must change and cannot be read.
   */
  commit(look: Look): Promise<Row | null>;
  /** Ends what a writer that died has begun: an announced change, an exchange of the overview. For the holder of the lease. */
  settle(): Promise<void>;
  /**
   * Sets the host's fields in the overview as the journal says; an overview that is right is not touched.
   *
   * @param rows Appended first, on disk together.
   */
  putFields(rows?: readonly NewRow[]): Promise<FieldsPut>;
}

/** What a new row follows on. */
export interface JournalSoFar {
  readonly state: SessionState;
  /** sha256 of the journal so far, hex; `null` when it is too long. */
  readonly digest: string | null;
}

/** How a store is opened. */
export interface StoreOptions {
  readonly clock: Clock;
  /** Id of the run that writes; `null` for other subcommands. */
  readonly run: string | null;
  /** Takes secrets out of texts before they are journaled. */
  readonly redact: (text: string) => string;
  /** Whether a torn last line is cut off; watchers do not. */
  readonly repair: boolean;
  /** Version of the program: what an earlier run of it has summed up is not read row by row again. */
  readonly version: string;
}

/** Opens the journal of a session and folds it. */
export async function openStore(
  paths: SessionPaths,
  { clock, run, redact, repair, version }: StoreOptions,
): Promise<Store> {
  const glance = await provenGlance(paths, version);
  const known = glance?.whole ? glance : null;
  let state = known?.state ?? emptyState;
  let forged: string | null = null;
  let opened = false;
  /** Whether an attempt is open that was begun here. */
  let attempt = false;
  const journal: Journal = await openJournal(paths, {
    clock,
    run,
    repair,
    ...(known === null ? {} : { known: known.known() }),
    onRow: (row, own) => {
      if (own && row.kind === "attempt-started") attempt = true;
      if (own && row.kind === "attempt-ended") attempt = false;
      const problem = own || !opened || run === null
        ? null
        : foreignRowProblem(row, { attempt });
      if (problem === null) state = foldRow(state, row);
      else forged ??= problem;
    },
  });
  opened = true;
  const settleIn = async (tx: JournalTx) => {
    // Whoever was cut off in the middle of an exchange held the lock that is held now.
    mendNotebook(paths);
    if (state.pending === null) return;
    const overview = await settlePending(paths, state.pending);
    if (overview === null) return;
    await tx.append({ kind: "overview-written", overview });
  };
  const commit = (look: Look) =>
    journal.transact(async (tx) => {
      await settleIn(tx);
      const overview = await steadyText(paths, clock);
      const step = await look({ state, overview });
      if (step === null) return null;
      const row = redactRow(step.row, redact);
      if (step.edit === undefined) {
        const done = await tx.append(row);
        step.atLast?.();
        return done;
      }
      const edit = redactEdit(step.edit, redact);
      if (overview === null) {
        throw new UserError(
          `Cannot change "${paths.overview}": it is missing`,
          { hint: "put it back", exitCode: 5 },
        );
      }
      const done = await tx.append({
        ...row,
        change: {
          before: await sha256(overview),
          after: await sha256(
            changedOverview(paths, { text: overview, edit }),
          ),
          fields: edit.fields ?? {},
          ...(edit.flow === undefined ? {} : { flow: edit.flow }),
        },
      } as NewRow);
      const { after } = await changeOverview(paths, edit);
      await tx.append({ kind: "overview-written", overview: after });
      for (const more of step.followUp?.(after) ?? []) {
        await tx.append(redactRow(more, redact));
      }
      step.atLast?.();
      return done;
    });
  return {
    paths,
    get state() {
      return state;
    },
    get forged() {
      return forged;
    },
    repaired: journal.repaired,
    refresh: () => journal.refresh(),
    append: (row) => journal.append(redactRow(row, redact)),
    appendTo: (make) =>
      journal.transact(async (tx) => {
        const digest = await tx.digest();
        return await tx.append(redactRow(make({ state, digest }), redact));
      }),
    commit,
    settle: () =>
      journal.transact(async (tx) => {
        removeLeftTemps(paths);
        await settleIn(tx);
      }),
    putFields: (rows = []) =>
      journal.transact(async (tx) => {
        await settleIn(tx);
        if (rows.length > 0) {
          await tx.appendAll(rows.map((row) => redactRow(row, redact)));
        }
        return await putFields(paths, { state, clock });
      }),
  };
}
