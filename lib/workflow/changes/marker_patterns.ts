/**
 * How the things look that make a test not run, run alone, end early, or pass whatever happens.
 *
 * @module
 */

import type { FindingName } from "./finding.ts";
import type { Language } from "./language.ts";
import { FILLER } from "./source_text.ts";

/** Names of findings that are about such things. */
export type MarkerName = Extract<
  FindingName,
  "test-skipped" | "test-focused" | "test-ended-early" | "failure-ignored"
>;

/** How one of them looks. */
export interface MarkerPattern {
  readonly name: MarkerName;
  /** Looked for without comments and strings; global. */
  readonly pattern: RegExp;
  /** Whether it may stand in a file that is new, where it takes nothing away. */
  readonly fineWhenNew?: boolean;
}

const CALLER =
  "(?<![\\w$.])(?:Deno\\.test|it|test|describe|context|suite|specify|bench|t)";
const skip = (pattern: RegExp): MarkerPattern => ({
  name: "test-skipped",
  pattern,
});
/** Skipped on some machines only. */
const skipIf = (pattern: RegExp): MarkerPattern => (
  { name: "test-skipped", pattern, fineWhenNew: true }
);
const early = (pattern: RegExp): MarkerPattern => (
  { name: "test-ended-early", pattern }
);
const ignored = (pattern: RegExp): MarkerPattern => (
  { name: "failure-ignored", pattern, fineWhenNew: true }
);

/** All of them, by language. What stands between two signs is bounded: a file that was made so must not take an hour. */
export const MARKER_PATTERNS: Readonly<
  Record<Language, readonly MarkerPattern[]>
> = {
  js: [
    skip(
      new RegExp(
        `${CALLER}(?:\\.\\w+)*\\.(?:skip|ignore|todo|fixme|failing|fails)\\b`,
        "g",
      ),
    ),
    skip(/(?<![\w$.])x(?:it|test|describe|context)\s*[(.`]/g),
    skip(/(?<![\w$.])this\.skip\s*\(/g),
    skip(/\b(?:ignore|skip|todo)\s*:\s*(?:true\b|["'`])/g),
    skipIf(new RegExp(`${CALLER}(?:\\.\\w+)*\\.(?:skipIf|runIf)\\b`, "g")),
    skipIf(
      /\b(?:ignore|skip|todo)\s*:\s*(?!true\b|false\b|undefined\b|null\b)[A-Za-z_$!(]/g,
    ),
    skip(/\bif\s*\(\s*(?:false|0)\s*\)/g),
    {
      name: "test-focused",
      pattern: new RegExp(`${CALLER}(?:\\.\\w+)*\\.only\\b`, "g"),
    },
    {
      name: "test-focused",
      pattern: /(?<![\w$.])f(?:it|test|describe)\s*[(.`]/g,
    },
    { name: "test-focused", pattern: /\bonly\s*:\s*true\b/g },
    early(/(?<![\w$.])(?:Deno|process)\.exit\s*\(\s*0?\s*\)/g),
    early(/(?<![\w$])(?:process|Deno)\.exitCode\s*=\s*0\b/g),
    early(
      /(?:=>|\bfunction\b[^{}()]{0,99}\([^{}]{0,299}\))\s*\{\s*return\s*(?:;|\n|\})/g,
    ),
    ignored(/\bcatch\s*(?:\([^)]{0,199}\)\s*)?\{\s*\}/g),
    ignored(
      /\.catch\s*\(\s*(?:\(\s*\w*\s*\)|\w+)\s*=>\s*(?:\{\s*\}|undefined|null)\s*\)/g,
    ),
  ],
  python: [
    skip(/@\s*(?:pytest\.)?mark\.(?:skip|xfail)\b/g),
    skipIf(
      /@\s*(?:pytest\.)?mark\.skipif\b|(?<![\w.])pytest\.importorskip\s*\(/g,
    ),
    skip(/@\s*(?:unittest\.)?(?:skip|expectedFailure)\b/g),
    skipIf(/@\s*(?:unittest\.)?(?:skipIf|skipUnless)\b/g),
    skip(
      /(?<![\w.])(?:pytest\.(?:skip|xfail)|self\.skipTest)\s*\(/g,
    ),
    skip(/\braise\s+(?:unittest\.)?SkipTest\b/g),
    skip(/^[ \t]*pytestmark\s*=.*$/gm),
    skip(/\bcollect_ignore(?:_glob)?\b/g),
    skip(
      /\bdef\s+pytest_(?:collection_modifyitems|ignore_collect|runtest_\w+|sessionfinish)\b/g,
    ),
    skip(/\b__test__\s*=\s*False\b/g),
    skip(/^[ \t]*(?:if|while)\s+(?:False|0)\s*:/gm),
    early(/(?<![\w.])(?:sys\.exit|exit|quit)\s*\(\s*0?\s*\)/g),
    early(/(?<![\w.])os\._exit\s*\(\s*0\s*\)/g),
    early(/\braise\s+SystemExit\b(?!\s*\(\s*[1-9])/g),
    early(
      new RegExp(
        `\\bdef\\s+test\\w*\\s*\\([^)]{0,299}\\)[^:\\n]{0,99}:\\s*(?:["']{1,3}[${FILLER}\\n]{0,999}["']{1,3}\\s*)?return\\b`,
        "g",
      ),
    ),
    ignored(/\bexcept\b[^:\n]{0,199}:\s*(?:pass\b|\.\.\.)/g),
    ignored(/\bcontextlib\.suppress\s*\(|(?<![\w.])suppress\s*\(/g),
  ],
  shell: [
    skip(/^[ \t]*skip\b.*$/gm),
    skip(/^[ \t]*if[ \t]+false\b.*$/gm),
    ignored(/\|\|[ \t]*(?:true|:)(?![\w-]).*$/gm),
    { name: "failure-ignored", pattern: /^[ \t]*set[ \t]+\+\w*e.*$/gm },
    { name: "failure-ignored", pattern: /^[ \t]*trap\b.*\bexit[ \t]+0.*$/gm },
  ],
  go: [
    skip(/(?<![\w.])[tb]\.Skip(?:f|Now)?\s*\(/g),
    skip(/\bif\s+false\b/g),
    early(/(?<![\w.])os\.Exit\s*\(\s*0\s*\)/g),
    early(/^func\s+Test\w*\s*\([^)]{0,199}\)\s*\{\s*return\b/gm),
  ],
  rust: [
    skip(/#\[\s*ignore\b[^\]]{0,199}\]/g),
    skip(/#\[\s*cfg_attr\s*\([^\]]{0,199}\bignore\b[^\]]{0,199}\]/g),
    skip(/#\[\s*cfg\s*\(\s*any\s*\(\s*\)\s*\)\s*\]/g),
    early(/\bprocess::exit\s*\(\s*0\s*\)/g),
    early(/#\[(?:\w+::)*test\][^{}]{0,499}\{\s*return\b/g),
  ],
  java: [
    skip(/@(?:Disabled\w*|Ignore)\b/g),
    skip(/\benabled\s*=\s*false\b/g),
    skip(/(?<![\w.])(?:Assumptions\.|Assume\.)?assum(?:e\w*|ing\w*)\s*\(/g),
    early(/\bSystem\.exit\s*\(\s*0\s*\)/g),
    early(/@Test\b[^{}]{0,499}\{\s*return\s*;/g),
    ignored(/\bcatch\s*\([^)]{0,199}\)\s*\{\s*\}/g),
  ],
};
