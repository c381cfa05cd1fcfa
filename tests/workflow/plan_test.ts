import { assertEquals, assertNotEquals } from "@std/assert";
import {
  activePlanPhase,
  parsePlan,
  planFingerprintText,
} from "../../lib/workflow/plan.ts";

const under = (text: string) => `# Plan\n\n## Implementation Phases\n\n${text}`;

Deno.test("parsePlan() reads phases, profile, files and tasks", () => {
  const plan = parsePlan(under(
    "### Phase 1: Token refresh\n\n" +
      "**Profile:** `Max`\n" +
      "**Files:** `src/auth/**`, `src/a b.ts`\n\n" +
      "Prose, and a bullet:\n- not a task\n" +
      "- [x] First `thing` \n  - [X] below it\n* [ ] Second\n" +
      "#### Notes\n- [ ] Third\n\n" +
      "### Phase 3a: Logout\n**Files:**\n- `src/logout.ts`\n- docs/*.md\n\n- [ ] Only\n" +
      "## Verification Plan\n- [ ] not counted\n",
  ));
  assertEquals(plan, {
    phases: [
      {
        label: "1",
        title: "Token refresh",
        profile: "max",
        files: ["src/auth/**", "src/a b.ts"],
        tasks: [
          { text: "First `thing`", done: true },
          { text: "below it", done: true },
          { text: "Second", done: false },
          { text: "Third", done: false },
        ],
      },
      {
        label: "3a",
        title: "Logout",
        profile: null,
        files: ["src/logout.ts", "docs/*.md"],
        tasks: [{ text: "Only", done: false }],
      },
    ],
    ticked: 2,
    all: 5,
    problems: [],
  });
});

Deno.test("parsePlan() reads CRLF and a byte order mark as nothing special", () => {
  const text = under("### Phase 1: A\n**Profile:** `max`\n- [x] a\n");
  const unix = parsePlan(text);
  assertEquals(parsePlan(`\uFEFF${text.replaceAll("\n", "\r\n")}`), unix);
  assertEquals(parsePlan(`\uFEFF${text.slice(8)}`), unix);
});

Deno.test("parsePlan() ignores boxes and profiles outside phases", () => {
  const plan = parsePlan(
    "**Profile:** `max`\n- [ ] before\n## Implementation Phases\n- [ ] intro\n" +
      "### Phase 1: A\n```\n- [ ] example\n### Phase 9: B\n```\n- [ ] real\n" +
      "### Notes\n- [ ] note\n## Other\n### Phase 2: C\n- [ ] elsewhere",
  );
  assertEquals(plan.phases.map(({ label }) => label), ["1"]);
  assertEquals([plan.all, plan.problems], [1, []]);
});

Deno.test("parsePlan() reports what is missing or malformed, with the line", () => {
  const heading = 'the heading is not "Phase LABEL: TITLE"';
  const one = "the profile is not one name in backticks";
  const first = "the profile is not the first line of its phase";
  const empty =
    '"## Implementation Phases" has no heading "### Phase LABEL: TITLE"';
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["", ['there is no section "## Implementation Phases"']],
    ["### Phase 1: A", ['there is no section "## Implementation Phases"']],
    [under("nothing"), [empty]],
    [under("### Phase 1 - A"), [`line 5: ${heading}`, empty]],
    [under("### Phase one two: A"), [`line 5: ${heading}`, empty]],
    [under("### Phase 1:"), [`line 5: ${heading}`, empty]],
    [under("### Phase 1: A\n**Profile:** max"), [`line 6: ${one}`]],
    [under("### Phase 1: A\n**Profile:** ``"), [`line 6: ${one}`]],
    [under("### Phase 1: A\n**Profile** `max`"), [`line 6: ${one}`]],
    [under("### Phase 1: A\n**Profile:** `a` `b`"), [`line 6: ${one}`]],
    [under("### Phase 1: A\ntext\n**Profile:** `max`"), [`line 7: ${first}`]],
    [
      under("### Phase 1: A\n```\nx\n```\n**Profile:** `max`"),
      [`line 9: ${first}`],
    ],
    [
      under("### Phase 1: A\n**Profile:** `a`\n**Profile:** `b`"),
      [`line 7: ${first}`],
    ],
    [
      under("### Phase 1: A\n### Phase 1: B"),
      ['line 6: there are two phases "1"'],
    ],
  ];
  for (const [text, problems] of table) {
    assertEquals(parsePlan(text).problems, problems, text);
  }
});

Deno.test("parsePlan() takes long lines in its stride", () => {
  const wide = " ".repeat(300_000);
  const plan = parsePlan(under(`### Phase 1: A${wide}B\n- [ ] a${wide}b\n`));
  assertEquals(plan.all, 1);
});

Deno.test("parsePlan() has no opinion on titles", () => {
  const titles = ["Testing", "Quality review", "Done", "PR readiness"];
  const text = titles.map((t, i) => `### Phase ${i}: ${t}\n- [ ] Signal done`);
  assertEquals(parsePlan(under(text.join("\n"))).problems, []);
});

Deno.test("activePlanPhase() takes the first phase with an open task", () => {
  const table: readonly (readonly [string, string | null])[] = [
    ["### Phase 1: A\n- [x] a\n### Phase 2: B\n- [ ] b", "2"],
    ["### Phase 1: A\n- [x] a\n- [ ] b\n### Phase 2: B\n- [ ] b", "1"],
    ["### Phase 1: prose only\n### Phase 2: B\n- [ ] b", "2"],
    ["### Phase 1: A\n- [x] a\n### Phase 2: prose only", null],
    ["### Phase 1: A", null],
  ];
  for (const [text, label] of table) {
    const active = activePlanPhase(parsePlan(under(text)));
    assertEquals(active?.label ?? null, label, text);
  }
});

Deno.test("planFingerprintText() is the same for the same plan at work", () => {
  const plan = under("### Phase 1: A\n- [ ] a\n  * [ ] b\n");
  for (
    const variant of [
      plan.replaceAll("\n", "\r\n"),
      plan.replace("- [ ]", "- [x]"),
      plan.replaceAll("[ ]", "[X]"),
    ]
  ) assertEquals(planFingerprintText(variant), planFingerprintText(plan));
});

Deno.test("planFingerprintText() differs for another plan", () => {
  const plan = under("### Phase 1: A\n- [ ] a\n");
  for (const variant of [`${plan} `, plan.replace("] a", "] b"), ` ${plan}`]) {
    assertNotEquals(planFingerprintText(variant), planFingerprintText(plan));
  }
  assertEquals(planFingerprintText("see [x]\na[x]"), "see [x]\na[x]");
});
