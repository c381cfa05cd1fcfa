/**
 * What the fake provider does in each mood.
 *
 * @module
 */

import { type Play, processMood } from "./process_moods.ts";
import { writeRaw, writeSignal } from "./signal.ts";
import { besideScript, type Mood, readOrNull, type Step } from "./script.ts";
import { say } from "./speech.ts";
import { rightSignal, work } from "./walk.ts";

/** Plays one start; returns the exit code. */
export async function play(mood: Mood, play: Play): Promise<number> {
  if (mood.waitFor !== undefined) await existence(mood.waitFor);
  if (mood.delayMs !== undefined) await sleep(mood.delayMs);
  return await (processMood(mood, play) ?? words(mood, play));
}

/** Moods in which something is wrong with what is written or said. */
async function words(mood: Mood, play: Play): Promise<number> {
  const { task, speech } = play;
  const bytes = new TextEncoder();
  speech.started();
  switch (mood.mood) {
    case "walk":
      return await walk(play);
    case "noSignal":
      await doWork(play);
      break;
    case "brokenSignal":
      await doWork(play);
      writeRaw(task, "continue, please\n");
      break;
    case "halfSignal": {
      await doWork(play);
      const whole = JSON.stringify({ ...rightSignal(task), token: task.token });
      writeRaw(task, whole.slice(0, whole.length / 2));
      break;
    }
    case "emptySignal":
      await doWork(play);
      writeRaw(task, "{}");
      break;
    case "wrongToken":
      await doWork(play);
      writeSignal(task, rightSignal(task), "wrong");
      break;
    case "unfenced":
      await doWork(play);
      writeSignal(task, rightSignal(task), "none");
      break;
    case "signal":
      writeSignal(task, mood.signal ?? {}, mood.token);
      break;
    case "editPhase": {
      await doWork(play);
      const path = `${task.sessionDir}/_overview.md`;
      const text = readOrNull(path) ?? "## Status\nPhase: x\n";
      Deno.writeTextFileSync(
        path,
        text.replace(/^Phase:.*$/m, `Phase: ${mood.to ?? "done"}`),
      );
      writeSignal(task, rightSignal(task));
      break;
    }
    case "approveItself":
      await doWork(play);
      writeSignal(task, rightSignal(task));
      await approve(task.sessionDir);
      break;
    case "line10m":
      speech.text("x".repeat(10 << 20));
      return await walk(play);
    case "noNewline":
      return await walk(play, { newline: false });
    case "nonUtf8":
      say(new Uint8Array([0x7b, 0xff, 0xfe, 0xc3, 0x28, 0x0a]));
      return await walk(play);
    case "stderrFlood": {
      const block = bytes.encode(`${"e".repeat(1023)}\n`.repeat(1024));
      for (let i = 0; i < 5; i++) {
        let rest = block;
        while (rest.length > 0) {
          rest = rest.subarray(Deno.stderr.writeSync(rest));
        }
      }
      return await walk(play);
    }
    case "usageLimit": {
      const inS = mood.resetsInS ?? 60;
      const resetsAtS = Math.ceil(Date.now() / 1000) + inS;
      speech.failed({ kind: "limit", resetsAtS });
      return 1;
    }
    case "loginExpired":
      speech.failed({ kind: "login" });
      return 1;
    case "overloaded":
      speech.failed({ kind: "overloaded" });
      return 1;
    case "steps":
      return await steps(mood.steps ?? [], play);
    default:
      console.error(`error: unknown mood "${mood.mood}"`);
      return 1;
  }
  speech.result("Done.");
  return 0;
}

/** A resumed conversation has done its work; only the signal was missing. */
async function doWork({ task, speech, resumed }: Play): Promise<void> {
  if (!resumed) await work(task, speech);
}

async function walk(play: Play, { newline = true } = {}): Promise<number> {
  await doWork(play);
  writeSignal(play.task, rightSignal(play.task));
  play.speech.result("Done.", { newline });
  return 0;
}

async function steps(list: readonly Step[], play: Play): Promise<number> {
  const { task, speech } = play;
  for (const { say, tool, run, sleepMs, signal, exit } of list) {
    if (say !== undefined) speech.text(say);
    if (tool !== undefined) speech.tool(...tool);
    if (sleepMs !== undefined) await sleep(sleepMs);
    if (signal !== undefined) writeSignal(task, signal);
    if (exit !== undefined) return exit;
    if (run === undefined) continue;
    const { success } = await new Deno.Command("sh", {
      args: ["-c", run],
      cwd: task.workingDir,
      env: { SESSION: task.sessionDir },
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).output();
    if (!success) throw new Error(`Cannot run "${run}": it failed`);
  }
  speech.result("Done.");
  return 0;
}

/** Tries to open the gate, and keeps what came of it in `approve.json` beside the script. */
async function approve(sessionDir: string): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: [
      "-c",
      `${Deno.env.get("FAKE_SAMOCODE")} approve "$1"`,
      "sh",
      sessionDir,
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  Deno.writeTextFileSync(
    besideScript("approve.json"),
    JSON.stringify({
      code,
      stdout: text.decode(stdout),
      stderr: text.decode(stderr),
    }),
  );
}

async function existence(path: string): Promise<void> {
  while (readOrNull(path) === null) await sleep(10);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
