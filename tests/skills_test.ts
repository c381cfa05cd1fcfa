import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "@std/yaml";
import { parseWorkflow } from "../lib/workflow/front_matter.ts";
import type { Workflow } from "../lib/workflow/table.ts";
import { validateWorkflow } from "../lib/workflow/validate.ts";

const root = new URL("../", import.meta.url);
const MAX_LINES = 120;

/** Artifacts that a phase's instructions must name. */
const artifacts: Readonly<Record<string, readonly string[]>> = {
  investigation: ["TIMESTAMP_FILE-dive-SLUG.md"],
  requirements: ["_qa.md", "TIMESTAMP_FILE-requirements.md"],
  planning: ["TIMESTAMP_FILE-plan-SLUG.md"],
  implementation: ["TIMESTAMP_FILE-phaseN-SLUG.md"],
  testing: ["TIMESTAMP_FILE-test-report.md"],
  quality: ["TIMESTAMP_FILE-quality-review.md"],
  done: ["TIMESTAMP_FILE-summary.md", "TIMESTAMP_FILE-lessons.patch"],
};
const forPeople = [
  "dive",
  "quality-review",
  "samocode-run",
  "session-management",
  "summary",
  "task-definition",
];
const reading = ["status", "wait", "list", "show", "logs", "history", "cost"]
  .concat(["verify", "doctor", "report"]);

interface Asset {
  readonly name: string;
  readonly text: string;
  readonly front: Readonly<Record<string, unknown>>;
}

const skills = asset("skills", (name) => `skills/${name}/SKILL.md`);
const commands = asset("commands", (name) => `commands/${name}`);
const full = workflow("full", "workflow.md");
const quick = workflow("quick", "workflow.quick.md");

Deno.test("skills are those of the phases and those for people, a file each", () => {
  assertEquals(
    skills.map(({ name }) => name),
    [...Object.keys(full.phases), ...forPeople].sort(),
  );
});

Deno.test("skills and commands share no name", () => {
  const names = [...skills, ...commands].map(({ name }) => name);
  assertEquals(names.filter((name, i) => names.indexOf(name) !== i), []);
});

Deno.test("descriptions say when, in at most 300 characters", () => {
  for (const { name, front } of [...skills, ...commands]) {
    const description = String(front["description"] ?? "");
    assertMatch(description, /^Use only when /, name);
    assert(description.length <= 300, `${name}: ${description.length}`);
  }
});

Deno.test("skills carry the name of their folder", () => {
  for (const { name, front } of skills) assertEquals(front["name"], name);
});

Deno.test("skills of phases are started by nobody else, those for people are", () => {
  for (const { name, front } of skills) {
    const phase = Object.hasOwn(full.phases, name);
    const hidden = phase ? [false, true] : [undefined, undefined];
    assertEquals(
      [front["user-invocable"], front["disable-model-invocation"]],
      hidden,
      name,
    );
  }
});

Deno.test("every text keeps to its length", () => {
  for (const { name, text } of [...skills, ...commands]) {
    const lines = text.trimEnd().split("\n").length;
    assert(lines <= MAX_LINES, `${name}: ${lines} lines`);
  }
  for (const { name, prompt } of [full, quick]) {
    const lines = prompt.trim().split("\n").length;
    assert(lines <= MAX_LINES, `${name}: ${lines} lines`);
  }
});

Deno.test("workflows are sound, and each phase has its skill", () => {
  const names = skills.map(({ name }) => name);
  for (const one of [full, quick]) {
    assertEquals(validateWorkflow(one, { skills: names }), [], one.name);
    for (const phase of Object.values(one.phases)) {
      assertEquals(phase.skill, phase.name);
    }
  }
});

Deno.test("the table in each master prompt is the workflow's own", () => {
  for (const { name, phases, prompt } of [full, quick]) {
    const rows = prompt.split("\n").map((line) =>
      line.split("|").map((cell) => cell.trim()).slice(1, -1)
    );
    for (const phase of Object.values(phases)) {
      const row = rows.find(([first]) => first === phase.name);
      const [, onward = "", back = "", signals, waits = ""] = row ?? [];
      const ahead = phase.next.filter((to) => !phase.back.includes(to));
      const cell = onward.replaceAll(/\s*\(.*?\)/g, "");
      assertEquals(cell, ahead.join(", ") || "the end", phase.name);
      assertEquals(back, phase.back.join(", "), `${name} ${phase.name}`);
      assertEquals(signals, phase.signals.join(", "), `${name} ${phase.name}`);
      assertEquals(waits, phase.waits.join(", "), `${name} ${phase.name}`);
      assertEquals(onward.includes("(gate)"), phase.gate !== null, phase.name);
      assertEquals(
        onward.includes("(checked)"),
        phase.checks !== "none",
        phase.name,
      );
    }
  }
});

Deno.test("the master prompts differ in their section on phases alone", () => {
  const rest = ({ prompt }: Workflow) =>
    prompt.replace(/^## Phases\n[^]*?(?=^Only a person)/m, "");
  assertEquals(rest(quick), rest(full));
});

Deno.test("instructions of a phase show just the signals that the table allows", () => {
  for (const phase of Object.values(full.phases)) {
    const shown = signalsIn(text(phase.name));
    const ways = [phase, quick.phases[phase.name]].flatMap((p) =>
      p?.next ?? []
    );
    for (const signal of shown) {
      const status = String(signal["status"]);
      assert(phase.signals.some((one) => one === status), phase.name + status);
      assertEquals(signal["token"], "TOKEN", phase.name);
      const to = signal["phase"];
      if (to !== undefined) {
        assert(ways.includes(String(to)), `${phase.name} ${to}`);
      }
      assert(phase.gate === null || to !== phase.gate.to, phase.name);
      assertEquals(
        status === "waiting",
        phase.waits.includes(String(signal["for"])),
        phase.name,
      );
      assertEquals(
        status === "blocked",
        signal["needs"] !== undefined,
        phase.name,
      );
    }
    assertEquals(
      [...new Set(shown.map(({ status }) => status))].sort(),
      [...phase.signals].sort(),
      phase.name,
    );
    const gated = phase.gate?.to;
    assertEquals(
      [...new Set(shown.flatMap((s) => s["phase"] ?? []))].sort(),
      [...new Set(ways)].filter((to) => to !== gated).sort(),
      phase.name,
    );
  }
});

Deno.test("instructions of a phase name its files and its heading", () => {
  for (const [name, files] of Object.entries(artifacts)) {
    for (const file of files) assert(text(name).includes(`\`${file}\``), file);
    assertMatch(text(name), new RegExp(`^# Phase: ${name}$`, "m"));
  }
});

Deno.test("samocode-run is allowed the reading subcommands and nothing else", () => {
  const run = skills.find(({ name }) => name === "samocode-run");
  assertEquals(
    run?.front["allowed-tools"],
    [
      ...reading.map((name) => `Bash(samocode ${name}:*)`),
      "Bash(samocode --version)",
    ]
      .join(", "),
  );
});

function text(name: string): string {
  return skills.find((skill) => skill.name === name)?.text ?? "";
}

function signalsIn(text: string): readonly Record<string, unknown>[] {
  return [...text.matchAll(/^```jsonl\n([^]*?)^```$/gm)]
    .flatMap(([, lines = ""]) => lines.trim().split("\n"))
    .map((line) => JSON.parse(line));
}

function asset(
  folder: string,
  path: (name: string) => string,
): readonly Asset[] {
  return [...Deno.readDirSync(new URL(folder, root))].map(({ name }) => {
    const text = Deno.readTextFileSync(new URL(path(name), root));
    const [, yaml = ""] = text.match(/^---\n([^]*?)\n---\n/) ?? [];
    const front = parse(yaml);
    assert(typeof front === "object" && front !== null, name);
    return { name: name.replace(/\.md$/, ""), text, front: { ...front } };
  }).sort((a, b) => a.name < b.name ? -1 : 1);
}

function workflow(name: string, file: string): Workflow {
  const read = parseWorkflow(Deno.readTextFileSync(new URL(file, root)), name);
  assert(read.kind === "ok", JSON.stringify(read));
  return read.workflow;
}
