/**
 * A stage for the demo agent: a repository, a session folder, and prompts by hand.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/demo_agent.ts";
import { editOverview, newOverview } from "../../lib/session/overview_edit.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

const rules = {
  full: new URL("../../workflow.md", import.meta.url),
  quick: new URL("../../workflow.quick.md", import.meta.url),
};

/** A repository and a session folder, and a host that does as little as can be. */
export class Play {
  readonly repo = Deno.makeTempDirSync();
  readonly session = Deno.makeTempDirSync();
  iteration = 0;
  lines: readonly string[] = [];

  constructor(readonly workflow: "full" | "quick", phase: string) {
    this.git("init", "-q", "-b", "main");
    this.git("config", "user.name", "Ada");
    this.git("config", "user.email", "ada@example.com");
    Deno.writeTextFileSync(join(this.repo, "README.md"), "# Project\n");
    this.git("add", "README.md");
    this.git("commit", "-q", "-m", "First");
    this.git("switch", "-q", "-c", "greeting");
    this.write(
      "_overview.md",
      newOverview({
        name: "greeting",
        started: "01-15 14:00",
        workingDir: this.repo,
        task: "Greet people",
        phase,
        lastAction: "Prepared",
        next: "Begin",
      }),
    );
  }

  /** One iteration in a phase; returns the signal. */
  async turn(phase: string, more: readonly string[] = []) {
    this.iteration++;
    const fields = { Phase: phase, Iteration: String(this.iteration) };
    this.write(
      "_overview.md",
      editOverview(this.read("_overview.md"), { fields }),
    );
    const minute = String(this.iteration).padStart(2, "0");
    const prompt = [
      Deno.readTextFileSync(rules[this.workflow]),
      "# Session Context",
      `**Session path:** ${this.session}`,
      `**Working directory:** \`${this.repo}\``,
      `**Phase:** ${phase}`,
      `**Iteration:** ${this.iteration}`,
      ...more,
      "## Injected Timestamps",
      `- TIMESTAMP_FILE: 01-15-14:${minute}`,
      `- TIMESTAMP_ITERATION: [0${minute} @ 01-15 14:${minute}]`,
      `**Base commit:** main`,
      `**Signal token:** token-${this.iteration}`,
    ].join("\n");
    const env = Deno.env.toObject();
    const terminal = fakeTerminal({ cwd: this.repo, env, stdin: prompt });
    const code = await run({ flags: {}, positionals: [] }, terminal);
    this.lines = terminal.outLines;
    assertEquals(code, 0);
    const signal = JSON.parse(this.read("_signal.json"));
    assertEquals(signal.token, `token-${this.iteration}`);
    return signal;
  }

  /** Answers the questions, a letter each. */
  answer(text: string) {
    const answers = [...text];
    this.write(
      "_qa.md",
      this.read("_qa.md").replaceAll("_waiting_", () => answers.shift() ?? ""),
    );
  }

  /** Output of git in the repository; it must succeed. */
  git(...args: readonly string[]): string {
    const { stdout, code } = new Deno.Command("git", {
      args: [...args],
      cwd: this.repo,
    }).outputSync();
    assertEquals(code, 0, args.join(" "));
    return new TextDecoder().decode(stdout).trim();
  }

  /** Runs a script of the repository. */
  sh(...args: readonly string[]) {
    const { stdout, code } = new Deno.Command("sh", {
      args: [...args],
      cwd: this.repo,
    }).outputSync();
    return { code, text: new TextDecoder().decode(stdout).trim() };
  }

  /** Text of a file of the session. */
  read(name: string): string {
    return Deno.readTextFileSync(join(this.session, name));
  }

  /** Writes a file of the session. */
  write(name: string, text: string) {
    Deno.writeTextFileSync(join(this.session, name), text);
  }

  /** The last file of the session with this in its name. */
  find(part: string): string {
    const names = [...Deno.readDirSync(this.session)].map(({ name }) => name);
    return names.filter((name) => name.includes(part)).sort().at(-1) ?? "";
  }

  [Symbol.dispose]() {
    Deno.removeSync(this.repo, { recursive: true });
    Deno.removeSync(this.session, { recursive: true });
  }
}
