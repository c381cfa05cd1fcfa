/**
 * `samocode approve`: opens the plan gate, or the one before the end.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { approvePlan } from "../session/approve.ts";
import { acceptTestChanges } from "../session/accept_tests.ts";
import { isGate, waitsForTests } from "../session/gates.ts";
import { readNotebook } from "../session/notebook.ts";
import { readActivePlan } from "../session/plan_file.ts";
import { RefusedError } from "../session/refused.ts";
import { isSystemError } from "../system/system_error.ts";
import type { Terminal } from "../system/terminal.ts";
import { printable } from "../workflow/printable.ts";
import type { SessionState } from "../workflow/state.ts";
import { type Acting, gateCall, loadForActing, openActing } from "./acting.ts";
import { sessionWord } from "./find_session.ts";
import { goOn } from "./go_on.ts";
import { orWait } from "./or_wait.ts";
import { planSummary } from "./plan_summary.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Shorter beginnings of a hash say too little. */
const LEAST_HASH = 8;
const HASH = new RegExp(`^[0-9a-f]{${LEAST_HASH},64}$`);

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const planHash = hashOf(call);
  const config = await loadForActing(call, terminal);
  let acting: Acting;
  let opened: Opened;
  try {
    const found = await openActing(sessionWord(call), { terminal, config });
    opened = await orWait(found, () => approve(found, { call, planHash }));
    acting = found;
  } catch (error) {
    throw withApproveCode(error);
  }
  if (opened === "declined") {
    terminal.err("samocode: not approved");
    return 1;
  }
  if (opened === "signalKept") {
    terminal.err(
      `samocode: approved, but "${acting.store.paths.signal}" could not be emptied`,
    );
  }
  const code = await goOn(acting, call);
  return opened === "signalKept" && code === 0 ? 5 : code;
}

type Opened = "approved" | "signalKept" | "declined";

async function approve(
  acting: Acting,
  { call, planHash }: {
    readonly call: Call;
    readonly planHash: string | undefined;
  },
): Promise<Opened> {
  const { terminal, store, name } = acting;
  const seen = store.state;
  if (on(call, "accept-test-changes")) {
    return await acceptTests(acting, { call, seen });
  }
  const shown = await show(acting, planHash);
  const asks = terminal.canAsk && shown !== undefined && !on(call, "yes");
  if (asks) {
    const answer = await terminal.ask("Approve this plan? [y/N] ");
    if (!/^y(es)?$/i.test(answer?.trim() ?? "")) return "declined";
  }
  // Who says yes beforehand has not read what is shown now: it must be what was shown when the gate closed.
  const known = planHash ?? (asks ? shown : undefined);
  const { row, signalEmptied } = await approvePlan(store, {
    ...await gateCall(acting, text(call, "note")),
    seen,
    ...(known === undefined ? {} : { planHash: known }),
  });
  terminal.out(`Plan approved: ${name} goes on with ${row.to}`);
  return signalEmptied ? "approved" : "signalKept";
}

async function acceptTests(
  acting: Acting,
  { call, seen }: { readonly call: Call; readonly seen: SessionState },
): Promise<Opened> {
  const { terminal, store, name } = acting;
  const { waiting } = seen;
  if (terminal.canAsk && waitsForTests(waiting) && !on(call, "yes")) {
    terminal.err(printable(`${name}: ${waiting!.text}`));
    const answer = await terminal.ask("Accept all of these? [y/N] ");
    if (!/^y(es)?$/i.test(answer?.trim() ?? "")) return "declined";
  }
  const { row, signalEmptied } = await acceptTestChanges(store, {
    ...await gateCall(acting, text(call, "note")),
    seen,
  });
  terminal.out(`Accepted: ${name} goes on with ${row.to}`);
  return signalEmptied ? "approved" : "signalKept";
}

/** Shows what would be approved, or where nobody can be asked only what is wrong with it, and returns its hash; nothing where an approval would be refused. */
async function show(
  { terminal, store, config, name }: Acting,
  planHash: string | undefined,
): Promise<string | undefined> {
  const { state, paths } = store;
  if (!isGate(state.waiting) || state.attempt !== null) return undefined;
  if (waitsForTests(state.waiting)) return undefined;
  // Ends what a writer has begun that was cut off, or the plan would not be found and nobody asked.
  if (readNotebook(paths).kind === "missing") await store.commit(() => null);
  const notebook = readNotebook(paths);
  const plan = notebook.kind === "text"
    ? await readActivePlan(paths, notebook.text)
    : null;
  if (plan === null || !plan.hash.startsWith(planHash ?? "")) return undefined;
  if (!terminal.canAsk) {
    for (const problem of plan.plan.problems) {
      terminal.err(`samocode: ${plan.file}: ${problem}`);
    }
    return plan.hash;
  }
  terminal.err(name);
  const { checks } = config;
  for (const line of planSummary(plan, { checks, state, tasks: true })) {
    terminal.err(line);
  }
  terminal.err(
    `All of it: samocode show ${name} plan; to send it back: samocode reject ${name} "…"`,
  );
  return plan.hash;
}

function hashOf(call: Call): string | undefined {
  const hash = text(call, "plan-hash")?.trim().toLowerCase();
  if (hash === undefined || HASH.test(hash)) return hash;
  throw new UsageError(
    `Cannot approve by the plan hash "${hash}": it needs ${LEAST_HASH} to 64 characters, each a digit or one of a to f`,
    { hint: "samocode show SESSION plan" },
  );
}

/** Exit code 1 when the session is not as it ought to be, 4 when the system or the record failed. */
function withApproveCode(error: unknown): unknown {
  if (error instanceof RefusedError) {
    return error.exitCode === 5 ? coded(error, 1) : error;
  }
  // Usage and busy locks have their own.
  if (error instanceof UserError && [2, 3].includes(error.exitCode)) {
    return error;
  }
  if (error instanceof UserError) return coded(error, 4);
  return isSystemError(error)
    ? new UserError(`Cannot approve: ${error.message}`, {
      cause: error,
      exitCode: 4,
    })
    : error;
}

function coded(error: UserError, exitCode: number): UserError {
  const { message, hint, details } = error;
  return new UserError(message, {
    cause: error,
    details,
    exitCode,
    ...(hint === undefined ? {} : { hint }),
  });
}
