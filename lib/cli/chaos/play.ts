/**
 * One chaos session: run, disturbed, run again, until it is done.
 *
 * @module
 */

import type { Child, ChildEnd } from "../../system/child.ts";
import { systemClock } from "../../system/clock.ts";
import { removeIfThere } from "../../system/files.ts";
import type { Dice } from "./dice.ts";
import { addLine } from "./editor.ts";
import { befall, type Mishap, MISHAPS } from "./mishaps.ts";
import { SESSION, type Site } from "./site.ts";
import { type Findings, watchSession, type Witness } from "./witness.ts";

/** What is counted. */
export type Counted =
  | Mishap
  | "approval killed"
  | "second run"
  | "five approvals at once"
  | "line added";

/** What a session is played with. */
export interface PlayOptions {
  readonly dice: Dice;
  /** Takes one mishap of those that are left; `false`: there is none left. */
  readonly take: () => boolean;
  /** The one that was taken did not come to pass. */
  readonly giveBack: () => void;
  /** Most mishaps of this session. */
  readonly most: number;
  readonly count: (what: Counted) => void;
  /** Aborted: everything is ended at once. */
  readonly stop: AbortSignal;
}

const MAX_LIVES = 400;
const LIFE_MS = 60_000;
/** Guards of killed runs are given so long to end what is left. */
const GUARD_MS = 15_000;
const TASK = "Write a small program that greets people by name";

interface Play extends PlayOptions {
  readonly site: Site;
  readonly witness: Witness;
  readonly problems: string[];
  mishaps: number;
}

/** Plays a session to its end and judges it. */
export async function playChaos(
  site: Site,
  options: PlayOptions,
): Promise<Findings> {
  const witness = watchSession(() => site.paths());
  const play: Play = { ...options, site, witness, problems: [], mishaps: 0 };
  for (let lives = 0; !options.stop.aborted; lives++) {
    if (lives === MAX_LIVES) {
      play.problems.push(`it is not done after ${MAX_LIVES} runs`);
      break;
    }
    if (await live(play) === "over") break;
  }
  const findings = await judgeLater(witness);
  return { ...findings, lost: [...play.problems, ...findings.lost] };
}

/** One run, or one act of the person. */
async function live(play: Play): Promise<"over" | "goesOn"> {
  const { witness } = play;
  const { waiting, blocked } = witness.state();
  if (blocked !== null) await unblock(play, blocked.reason);
  else if (waiting?.reason === "plan_approval") await approve(play);
  else return await runOnce(play);
  return "goesOn";
}

async function runOnce(play: Play): Promise<"over" | "goesOn"> {
  const { site, witness, dice, count } = play;
  const words = witness.state().seq === 0
    ? ["run", SESSION, "--task", TASK]
    : ["run", SESSION];
  const host = site.call(...words);
  const second = dice.chance(0.2) && words.length === 2
    ? secondRun(play)
    : null;
  const edited = dice.chance(0.25) ? edit(play, host) : null;
  await disturb(play, host);
  const end = await endOf(play, host);
  witness.noteSignal();
  await edited;
  if (second !== null) {
    const { code, words } = await second;
    count("second run");
    if (code === 1 && !words.includes("Cannot")) {
      play.problems.push(`a second run failed: ${words}`);
    }
  }
  if (isBug(end)) play.problems.push(`a run failed: ${end.words}`);
  return end.code === 0 && witness.state().finished ? "over" : "goesOn";
}

/** Another run of the same session, a moment later; one of the two must go without. */
async function secondRun(play: Play): Promise<ChildEnd> {
  await systemClock.sleep(play.dice.number(300));
  return await endOf(play, play.site.call("run", SESSION));
}

async function disturb(play: Play, host: Child): Promise<void> {
  const { dice, witness, count, most, take, giveBack } = play;
  while (!host.over && play.mishaps < most && !play.stop.aborted) {
    const wake = new AbortController();
    host.ended.then(() => wake.abort());
    await systemClock.sleep(30 + dice.number(1_200), wake.signal);
    if (host.over || !take()) return;
    const mishap = dice.pick(MISHAPS);
    const state = () => witness.state();
    if (await befall(mishap, { host, state, dice })) {
      play.mishaps++;
      count(mishap);
    } else giveBack();
  }
}

async function edit(play: Play, host: Child): Promise<void> {
  const { dice, site, witness, count } = play;
  const delayMs = dice.number(900);
  const saving = dice.chance(0.5) ? "inPlace" : "byRename";
  const line = `The person's line ${dice.number(1e9)}.`;
  await systemClock.sleep(delayMs);
  if (!await addLine(site.paths(), { line, saving })) return;
  witness.lines.push(line);
  count("line added");
  await host.ended;
}

async function approve(play: Play): Promise<void> {
  const { site, dice, count, problems, most, take } = play;
  const call = () => site.call("approve", SESSION, "--yes");
  if (dice.chance(0.3)) {
    count("five approvals at once");
    const ends = await Promise.all(
      Array.from({ length: 5 }, () => endOf(play, call())),
    );
    const opened = ends.filter(({ code }) => code === 0 || code === 5);
    if (opened.length !== 1) {
      problems.push(`${opened.length} of five approvals opened the gate`);
    }
    return;
  }
  const child = call();
  if (dice.chance(0.4) && play.mishaps < most && take()) {
    await systemClock.sleep(dice.number(350));
    child.signal("SIGKILL");
    play.mishaps++;
    count("approval killed");
  }
  await endOf(play, child);
}

/** A step is blocked when it was cut off too often; a person looks, and lets it go on. */
async function unblock(play: Play, reason: string): Promise<void> {
  const lock = /'([^']+\.lock)'/.exec(reason)?.[1];
  if (lock !== undefined) removeIfThere(lock);
  const end = await endOf(play, play.site.call("unblock", SESSION));
  if (end.code !== 0) play.problems.push(`it stays blocked: ${end.words}`);
}

async function endOf(play: Play, child: Child): Promise<ChildEnd> {
  const timer = new AbortController();
  const late = systemClock.sleep(
    LIFE_MS,
    AbortSignal.any([timer.signal, play.stop]),
  );
  await Promise.race([child.ended, late]);
  if (!child.over) {
    child.signal("SIGKILL");
    if (!play.stop.aborted) play.problems.push("a process did not end");
  }
  timer.abort();
  return await child.ended;
}

function isBug({ words }: ChildEnd): boolean {
  return words.includes("this is a bug");
}

async function judgeLater(witness: Witness): Promise<Findings> {
  const limitMs = systemClock.steady() + GUARD_MS;
  for (;;) {
    const findings = await witness.judge();
    if (findings.left.length === 0 || systemClock.steady() > limitMs) {
      return findings;
    }
    await systemClock.sleep(250);
  }
}
